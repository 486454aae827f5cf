/** `npm run fetch`: the command in `src/cli/fetch.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['fetch', ...process.argv.slice(2)]);
