/** Shows the build of an index that a first question sets off: a bar, and what had to be left out. */
import type { IsnadOptions } from '../../app/open.ts';
import { describeReading, readingReport } from '../../corpus/report.ts';
import { counted } from '../../speech/counted-en.ts';
import { commandsAsCalled } from './failures.ts';
import { openProgress } from './progress-bar.ts';

export function withFirstBuildShown(): Pick<IsnadOptions, 'onSample' | 'onProgress' | 'onBuilt'> {
  let view: ReturnType<typeof openProgress> | undefined;
  return {
    onSample: (message) => process.stderr.write(`${commandsAsCalled(message)}\n`),
    onProgress: (progress) => {
      if (view === undefined) {
        process.stderr.write('Building the index from the articles; this happens once.\n');
        view = openProgress('auto');
      }
      view.update(progress);
    },
    onBuilt: ({ summary, skipped, notes }) => {
      view?.stop();
      const reading = readingReport(summary?.articles ?? 0, skipped, notes);
      for (const line of describeReading(reading)) process.stderr.write(`${line}\n`);
      if (summary) {
        process.stderr.write(
          `${counted(summary.articles, 'article')}, ${counted(summary.chunks, 'passage')} indexed.\n\n`,
        );
      }
    },
  };
}
