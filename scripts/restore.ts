/** `npm run restore`: the command in `src/cli/restore.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['restore', ...process.argv.slice(2)]);
