/** `npm run review`: the command in `src/cli/review.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['review', ...process.argv.slice(2)]);
