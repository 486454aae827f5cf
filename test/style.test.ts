/** The habits of the house that a machine can check, each with a message that says what to do instead. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

/** A file imports from its own stage, from a stage to its left, or from the shared files. */
const STAGES = [
  'text',
  'lexicon',
  'corpus',
  'fetch',
  'chunk',
  'embed',
  'reader',
  'index',
  'retrieve',
  'answer',
  'app',
  'bot',
  'backup',
];
const SHARED = ['types.ts', 'errors.ts', 'schema.ts', 'database-url.ts', 'private-files.ts'];
/** The files that wire the parts together, and so may import all of them. */
const WIRING = ['main.ts', 'config.ts', 'assemble.ts', 'reindex.ts', 'doctor.ts'];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort();
const source = new Map(files.map((name) => [name, readFileSync(join('src', name), 'utf8')]));

/** Every module that a file names in `import … from`, `export … from` or `import(…)`. */
function imports(code: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;
  return [...code.matchAll(pattern)].map((match) => (match[1] ?? match[2] ?? match[3])!);
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

  it('each outside library is imported by one file', () => {
    const importers = new Map<string, string[]>();
    for (const [name, code] of source) {
      const libraries = imports(code).filter(
        (path) => !path.startsWith('.') && !path.startsWith('node:'),
      );
      for (const library of new Set(libraries)) {
        importers.set(library, [...(importers.get(library) ?? []), name]);
      }
    }
    for (const [library, names] of importers) {
      assert.equal(
        names.length,
        1,
        `${library} is imported by ${names.join(' and ')}; let one of them wrap it`,
      );
    }
  });

  it('only config.ts reads process.env', () => {
    for (const [name, code] of source) {
      if (name === 'config.ts') continue;
      assert.ok(
        !code.includes('process.env'),
        `src/${name} reads process.env; take it from Config`,
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
