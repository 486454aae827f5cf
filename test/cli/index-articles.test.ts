/** `isnad index` as its callers see it: arguments, output, exit statuses; with the bundled model. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';
import { sampleArticle } from '../index/support/articles.ts';
import { writeCorpus } from '../index/support/corpus.ts';

describe('isnad index', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-script-'));
  const corpus = join(dir, 'corpus');
  const index = join(dir, 'index');
  const articles = Array.from({ length: 6 }, (_, n) => sampleArticle(n));

  before(() => writeCorpus(corpus, articles));
  after(() => rmSync(dir, { recursive: true, force: true }));

  const runOn = (articles: string, at: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      isnadArguments('index', '--corpus', articles, '--index', at, ...args),
      { encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };
  const run = (...args: string[]) => runOn(corpus, index, ...args);
  const lastEvent = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1)!);

  it('says beforehand what it would do, and that there is nothing yet', () => {
    const { status, stdout } = run('--dry-run');
    assert.equal(status, 0);
    assert.match(stdout, /^New: 6\n {2}article-0\n/);
    assert.match(run('--list').stdout, /There is no index in /);
    const missing = run('--verify');
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /^IndexError: There is no index in .*\nRun: npm run index\n$/);
  });

  it('builds, with JSON events on stdout and nothing else', () => {
    const { status, stdout } = run('--json');
    assert.equal(status, 0);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual([...new Set(events.map(({ event }) => event))], ['progress', 'report']);
    const report = events.at(-1);
    assert.equal(report.outcome, 'published');
    assert.equal(report.summary.articles, 6);
    assert.match(report.summary.embedderId, /^isnad-embedder-ar@[0-9a-f]{12}$/);
  });

  it('reports for people: articles, chunks, time by stage, size', () => {
    appendFileSync(join(corpus, 'article-1.md'), 'وأضيفت هذه الجملة.\n');
    const { status, stdout, stderr } = run();
    assert.equal(status, 0);
    assert.match(stdout, /^Published generation 2: 6 articles, [0-9]+ chunks, [0-9.]+ kB/);
    assert.match(stdout, /0 new, 1 changed, 0 removed, 5 unchanged/);
    assert.match(stdout, /Time: .*read .* s, embed .* s/);
    assert.match(stderr, /^Reading articles\nEmbedding chunks\n/);
  });

  it('names what it left out and tells by its status', () => {
    writeFileSync(join(corpus, 'bad.md'), '---\ntitle: بلا نص\n---\n');
    const lenient = run();
    assert.equal(lenient.status, 3);
    assert.match(lenient.stdout, /Nothing changed[\s\S]*left out: [^\n]*: 1\n {2}.*bad\.md/);
    const file = join(dir, 'report.json');
    const strict = run('--strict', '--report', file);
    assert.equal(strict.status, 1);
    assert.match(strict.stdout, /^Refused/);
    const { articles: read, reasons } = JSON.parse(readFileSync(file, 'utf8'));
    assert.equal(read, 6);
    assert.deepEqual(
      reasons.map(({ reason, count }: { reason: string; count: number }) => [reason, count]),
      [['left out: text: is empty', 1]],
    );
    const [{ file: where, what, hint }] = reasons[0].items;
    assert.deepEqual([where, what], [join(corpus, 'bad.md'), 'text: is empty']);
    assert.match(hint, /Give the article its text/);
    unlinkSync(join(corpus, 'bad.md'));
  });

  it('names every file where not one can be read', () => {
    const other = join(dir, 'other');
    mkdirSync(other);
    for (const name of ['a.md', 'b.md'])
      writeFileSync(join(other, name), '---\ntitle: بلا نص\n---\n');
    const file = join(dir, 'nothing.json');
    const { status, stderr } = runOn(other, join(dir, 'none'), '--report', file);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /text: is empty: 2\n {2}[^\n]*a\.md[\s\S]*b\.md[\s\S]*NothingReadError: No article.*\nLeft out: 2\. The first: .*a\.md.*Give the article its text/,
    );
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).reasons[0].count, 2);
  });

  it('says before it builds that the report cannot be written', () => {
    const index = join(dir, 'unreported');
    const { status, stderr } = runOn(corpus, index, '--report', join(dir, 'no', 'where.json'));
    assert.equal(status, 1);
    assert.match(stderr, /^ConfigError: --report cannot be written: .*where\.json/);
    assert.ok(!existsSync(index));
  });

  it('lists, verifies and rolls back', () => {
    assert.match(run('--list').stdout, /^ {2}generation 1: .*\n\* generation 2: .*\n$/);
    assert.match(run('--verify').stdout, /^Whole: generation 2: /);
    assert.match(run('--rollback').stdout, /^Now serving: generation 1: /);
    assert.match(run('--rollback', '2').stdout, /^Now serving: generation 2: /);
    assert.equal(lastEvent(run('--list', '--json').stdout).generations.length, 2);
    const none = run('--rollback', '99');
    assert.equal(none.status, 1);
    assert.match(none.stderr, /^IndexError: /);
  });

  it('says how it is called where it is called wrongly', () => {
    for (const args of [['--colour'], ['--rollback', 'two']]) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /npm run index -- \[options\]/);
    }
  });
});
