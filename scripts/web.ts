/** `npm run web`. */
import '../src/cli/web.ts';
