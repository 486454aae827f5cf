/** `npm run doctor`: the command in `src/cli/doctor.ts`. */
import { isnad } from '../src/cli/isnad.ts';

await isnad(['doctor', ...process.argv.slice(2)]);
