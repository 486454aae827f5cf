/** Makes the overview of a generation before it is published, with the model and the reader that will answer from it. */
import { createAnswerer } from '../answer/answer.ts';
import { cannedQuestions } from '../quality/gate.ts';
import type { Reader } from '../reader/port.ts';
import type { Answerer, Embedder, SearchIndex } from '../types.ts';
import { chooseExamples } from './examples.ts';
import { type Overview, overviewOf } from './overview.ts';

export function createOverviewMaker({
  embedder,
  reader,
  corpusPaths,
}: {
  readonly embedder: Embedder;
  readonly reader: Reader;
  readonly corpusPaths: readonly string[];
}): (candidate: SearchIndex, onQuestion: () => void) => Promise<Overview> {
  return async (candidate, onQuestion) => {
    const answerer = createAnswerer({ withIndex: (use) => use(candidate, embedder), reader });
    const canned = cannedQuestions(corpusPaths).filter(
      ({ relevant, form }) => relevant.length > 0 && (form === undefined || form === 'plain'),
    );
    const ask: Answerer['ask'] = (question) => {
      onQuestion();
      return answerer.ask(question);
    };
    const examples = await chooseExamples(candidate, ask, canned);
    return overviewOf(candidate, examples);
  };
}
