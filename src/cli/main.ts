/** The program `isnad`. */
import { isnad } from './isnad.ts';

await isnad(process.argv.slice(2));
