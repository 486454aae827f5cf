/** `npm run web`: the command in `src/cli/web.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['web', ...process.argv.slice(2)]);
