/** `npm run index` as its callers see it: arguments, output, exit statuses; with the bundled model. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sampleArticle } from '../index/support/articles.ts';
import { writeCorpus } from '../index/support/corpus.ts';

describe('npm run index', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-script-'));
  const corpus = join(dir, 'corpus');
  const index = join(dir, 'index');
  const articles = Array.from({ length: 6 }, (_, n) => sampleArticle(n));

  before(() => writeCorpus(corpus, articles));
  after(() => rmSync(dir, { recursive: true, force: true }));

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/index.ts', '--corpus', corpus, '--index', index, ...args],
      { encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };
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
    const strict = run('--strict');
    assert.equal(strict.status, 1);
    assert.match(strict.stdout, /^Refused/);
    unlinkSync(join(corpus, 'bad.md'));
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
