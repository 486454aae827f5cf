/** `npm run backup`. */
import '../src/cli/backup.ts';
