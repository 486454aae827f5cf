/** docs/OPERATIONS.md and deploy/ name nothing that is not there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { settingsShape } from '../src/config.ts';

const manual = readFileSync('docs/OPERATIONS.md', 'utf8');
const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`src/${name}`, 'utf8'))
  .join('\n');
const found = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[0])),
];

describe('docs/OPERATIONS.md', () => {
  it('names settings that exist', () => {
    const named = found(manual, /`([A-Z]+(?:_[A-Z]+)+)`/gu);
    assert.ok(named.length > 10);
    for (const name of named) assert.ok(name in settingsShape, `${name} is not a setting`);
  });

  it('names every metric, and none that does not exist', () => {
    const source = readFileSync('src/bot/prometheus.ts', 'utf8');
    const counters = found(source, /counter\(\s*'(\p{Ll}[\p{Ll}_]*)'/gu).map(
      (name) => `isnad_${name}`,
    );
    const others = found(source, /name: '(isnad_[\p{Ll}_]+)'/gu);
    const exported = [...counters, ...others].filter(
      (name) => name !== 'isnad_recent_answer_seconds',
    );
    const named = found(manual, /isnad_(?!before_)[\p{Ll}_]+/gu).map((name) =>
      name.replace(/_(?:bucket|sum|count)$/u, ''),
    );
    assert.deepEqual([...new Set(named)].sort(), exported.sort());
  });

  it('explains every class of error', () => {
    for (const name of found(code, /class ([\p{L}]+Error) extends IsnadError/gu)) {
      assert.ok(manual.includes(`### ${name}`), `${name} has no heading`);
    }
  });

  it('leads to sections and files that are there', () => {
    const anchors = found(manual, /^#+ (.+)$/gmu).map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );
    for (const anchor of found(manual, /\]\(#([^)]+)\)/gu)) {
      assert.ok(anchors.includes(anchor), `no section #${anchor}`);
    }
    for (const path of found(manual, /`((?:deploy|src|scripts)\/[\p{L}\p{N}./-]+)`/gu)) {
      assert.ok(existsSync(path), `${path} is not there`);
    }
  });

  it('shows commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of found(manual, /npm run (?:-s )?([\p{Ll}-]+)/gu)) {
      assert.ok(name in scripts, `npm run ${name}`);
    }
    const units = readdirSync('deploy').map((name) => readFileSync(`deploy/${name}`, 'utf8'));
    for (const path of found([...units, manual].join('\n'), /--import tsx ([\p{L}./-]+\.ts)/gu)) {
      assert.ok(existsSync(path), `${path} is not there`);
    }
  });
});
