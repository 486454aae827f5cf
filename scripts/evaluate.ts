/** `npm run evaluate`. */
import '../src/cli/evaluate.ts';
