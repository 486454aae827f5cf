/** Says to whoever asks in a terminal that the articles are no longer those that the index was built from. */
import { changedMessage, type Freshness } from '../../index/corpus-record.ts';

export function tellIfChanged(freshness: Freshness): void {
  if (freshness.state === 'changed') process.stderr.write(`${changedMessage(freshness.paths)}\n`);
}
