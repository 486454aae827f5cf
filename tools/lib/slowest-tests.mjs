/** A reporter for Node.js's test runner: the twenty slowest tests, the slowest first. JavaScript, as it is loaded without tsx. */
import { relative } from 'node:path';

const LISTED = 20;

export default async function* slowestTests(source) {
  const tests = [];
  for await (const { type, data } of source) {
    const isSuite = data.details?.type === 'suite';
    if ((type === 'test:pass' || type === 'test:fail') && !isSuite && data.file) {
      tests.push({ ms: data.details.duration_ms, name: data.name, file: data.file });
    }
  }
  tests.sort((a, b) => b.ms - a.ms);
  yield `\nThe ${LISTED} slowest tests:\n`;
  for (const { ms, name, file } of tests.slice(0, LISTED)) {
    // In the compiled tree a file stands where its source does.
    const source = relative(process.cwd(), file).replace(/^\.cache\/[^/]+\/(.*)\.js$/, '$1.ts');
    yield `${(ms / 1000).toFixed(1).padStart(7)} s  ${source}: ${name}\n`;
  }
}
