/** The habits of the house that a machine can check, each with a message that says what to do instead. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

/** A file of `src/` imports from its own stage, from a stage to its left, or from the shared files. */
const STAGES = [
  'text',
  'lexicon',
  'corpus',
  'fetch',
  'inbox',
  'chunk',
  'embed',
  'words',
  'reader',
  'index',
  'retrieve',
  'answer',
  'quality',
  'http',
  'app',
  'speech',
  'web',
  'mcp',
  'bot',
  'backup',
  'doctor',
  'cli',
];
const SHARED = [
  'types.ts',
  'errors.ts',
  'config.ts',
  'database-url.ts',
  'own-module.ts',
  'private-files.ts',
  'setting-kinds.ts',
];
/** The files that wire the parts together, and so may import all of them. */
const WIRING = ['config.ts', 'library.ts'];

/** What the code of each top folder may import, besides its own folder. Nothing imports tests. */
const BORDERS: Readonly<Record<string, readonly string[]>> = {
  src: [],
  packages: [],
  scripts: ['src'],
  training: ['src'],
  tools: ['src', 'packages'],
  test: ['src', 'scripts', 'tools', 'packages'],
};

/** Libraries that stand behind a port: one file knows each, so that another can take its place. */
const ADAPTED = ['telegraf', '@xenova/transformers', 'hnswlib-node', 'pg', 'libsql'];

/** The code of a top folder, by path. */
function sourcesOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name) && !/(^|\/)(node_modules|dist)\//.test(name))
    .sort()
    .map((name) => [join(folder, name), readFileSync(join(folder, name), 'utf8')]);
}

/** Every module that a file names in `import … from`, `export … from` or `import(…)`. */
function imports(code: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;
  return [...code.matchAll(pattern)].map((match) => (match[1] ?? match[2] ?? match[3])!);
}

/** The files of this project that a file imports, by path. */
function targetsOf(path: string, code: string): string[] {
  return imports(code).flatMap((target) => {
    if (target === '#bot-api-double') return ['packages/bot-api-double/src/index.ts'];
    return target.startsWith('.') ? [join(path, '..', target)] : [];
  });
}

const topFolder = (path: string) => path.split('/')[0]!;

const all = new Map(Object.keys(BORDERS).flatMap(sourcesOf));
/** The files of `src/`, by their path within it. */
const source = new Map(
  [...all].flatMap(([path, code]): [string, string][] =>
    path.startsWith('src/') ? [[path.slice('src/'.length), code]] : [],
  ),
);

/** Files that import each other in a circle; empty if there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const target of graph.get(path) ?? []) {
      const circle = walk(target, [...above, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const path of graph.keys()) {
    const circle = walk(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

describe('house style', () => {
  it('finds the imports it judges', () => {
    assert.deepEqual(
      imports("import { a } from './a.ts';\nexport * from 'b';\nawait import('c');"),
      ['./a.ts', 'b', 'c'],
    );
  });

  for (const [name, code] of source) {
    it(`src/${name}: arrows between stages point one way`, () => {
      const stage = name.split('/')[0]!;
      if (WIRING.includes(name)) return;
      for (const target of imports(code).filter((path) => path.startsWith('.'))) {
        const path = join(name, '..', target);
        if (SHARED.includes(path)) continue;
        const from = STAGES.indexOf(stage);
        const to = STAGES.indexOf(path.split('/')[0]!);
        assert.ok(to >= 0, `${path} belongs to no stage; put it in one of ${STAGES.join(', ')}`);
        assert.ok(
          to === 0 || to <= from,
          `${name} must not import ${path}: ${stage} stands to its left`,
        );
      }
    });
  }

  it('a top folder imports only what it may', () => {
    for (const [path, code] of all) {
      const from = topFolder(path);
      for (const target of targetsOf(path, code)) {
        const to = topFolder(target);
        assert.ok(
          to === from || BORDERS[from]!.includes(to),
          `${path} must not import ${target}: move what it needs into ${[from, ...BORDERS[from]!].join(' or ')}`,
        );
      }
    }
  });

  it('knows a circle when it sees one', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', []],
      ['d', ['b']],
    ]);
    assert.deepEqual(findCircle(graph), ['b', 'd', 'b']);
    assert.deepEqual(findCircle(new Map([...graph, ['d', ['c']]])), []);
  });

  it('no files import each other in a circle', () => {
    const graph = new Map([...all].map(([path, code]) => [path, targetsOf(path, code)]));
    const circle = findCircle(graph);
    assert.deepEqual(circle, [], `move what both need into a third file: ${circle.join(' → ')}`);
  });

  it('each library behind a port is imported by one file', () => {
    for (const library of ADAPTED) {
      const names = [...source].flatMap(([name, code]) =>
        imports(code).includes(library) ? [name] : [],
      );
      assert.equal(
        names.length,
        1,
        `${library} is imported by ${names.join(' and ') || 'nobody'}; one file adapts it`,
      );
    }
  });

  it('only config.ts and the commands read process.env', () => {
    for (const [name, code] of source) {
      if (name === 'config.ts' || name.startsWith('cli/')) continue;
      assert.ok(
        !code.includes('process.env'),
        `src/${name} reads process.env; take it from Config`,
      );
    }
  });

  it('no test has an empty body', () => {
    for (const [path, code] of all) {
      if (!path.endsWith('.test.ts')) continue;
      const empty = /\b(?:it|test)\(.*=> \{\}\)/.exec(code);
      assert.equal(
        empty,
        null,
        `${path}: ${empty?.[0]} asserts nothing; it.skip(name) has no body`,
      );
    }
  });

  it('no pattern thinks in Latin letters alone', () => {
    for (const [name, code] of source) {
      const latin = /(?<!\\)\\[wWbB](?![a-zA-Z])/.exec(code.replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''));
      assert.equal(
        latin,
        null,
        `src/${name}: ${latin?.[0]} does not know Arabic letters and marks; write [\\p{L}\\p{M}\\p{N}] with the u flag`,
      );
    }
  });
});
