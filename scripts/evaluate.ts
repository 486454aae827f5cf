/** `npm run evaluate`: the command in `src/cli/evaluate.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['evaluate', ...process.argv.slice(2)]);
