/**
 * Loaded into the bot by `--import`: on SIGUSR2 it collects all garbage, so that the rest of the heap is really in use.
 * Plain JavaScript, because it loads before tsx.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => {
  // The second round takes what finalisers of the first let go.
  collect();
  collect();
});
