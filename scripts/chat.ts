/** `npm run chat`: the command in `src/cli/chat.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['chat', ...process.argv.slice(2)]);
