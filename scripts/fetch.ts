/** `npm run fetch`. */
import '../src/cli/fetch.ts';
