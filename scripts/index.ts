/** `npm run index`: the command in `src/cli/index-articles.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['index', ...process.argv.slice(2)]);
