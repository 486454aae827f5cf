/** `npm run ask`: the command in `src/cli/ask.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['ask', ...process.argv.slice(2)]);
