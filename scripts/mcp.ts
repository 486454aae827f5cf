/** `npm run mcp`: the command in `src/cli/mcp.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['mcp', ...process.argv.slice(2)]);
