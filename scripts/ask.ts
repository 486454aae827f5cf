/** `npm run ask`. */
import '../src/cli/ask.ts';
