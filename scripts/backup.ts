/** `npm run backup`: the command in `src/cli/backup.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['backup', ...process.argv.slice(2)]);
