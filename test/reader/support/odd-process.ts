/** A model's process that does as the question says, so that what can go wrong with one goes wrong when asked. */
import { serveReads } from '../../../src/reader/serve.ts';

const [mode] = process.argv.slice(2);

await serveReads(async () => {
  if (mode === 'unusable') throw new Error('no such model');
  return async (question, passages) => {
    if (question === 'end') process.exit(7);
    if (question === 'fail') throw new Error('as asked');
    // Hangs as native code does: no message is heard meanwhile.
    if (question === 'hang') for (;;);
    if (question === 'slow') await new Promise((resolve) => setTimeout(resolve, 3000));
    const said = (sentence: string) => {
      if (question === 'who') return process.pid;
      return question === 'length' ? sentence.length : Number.NEGATIVE_INFINITY;
    };
    return passages.map(({ sentences }) =>
      sentences.map((sentence) => ({ logOdds: said(sentence), span: null })),
    );
  };
});
