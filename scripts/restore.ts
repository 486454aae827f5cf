/** `npm run restore`. */
import '../src/cli/restore.ts';
