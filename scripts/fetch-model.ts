/** `npm run fetch-model`. */
import '../src/cli/fetch-model.ts';
