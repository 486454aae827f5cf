/**
 * Loaded into the bot by `--import`: on SIGUSR2 it collects all garbage, so that the heap that is left is what is
 * held, and not what the collector has not come round to. Plain JavaScript, as it loads before tsx.
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
