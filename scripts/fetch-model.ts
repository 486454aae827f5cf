/** `npm run fetch-model`: the command in `src/cli/fetch-model.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['fetch-model', ...process.argv.slice(2)]);
