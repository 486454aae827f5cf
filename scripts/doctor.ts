/** `npm run doctor`. */
import '../src/cli/doctor.ts';
