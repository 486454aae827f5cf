import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { splitLines } from '../../src/corpus/byte-lines.ts';

async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let i = 0; from < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

describe('splitLines', () => {
  it('gives the lines that are not empty, numbered, however it is cut into chunks, inside characters too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('نص', 'ﷺ', '🌍', '\n', '\r\n', 'x'), { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        async (parts, sizes) => {
          const text = parts.join('');
          const lines: [number, string][] = [];
          for await (const { line, bytes } of splitLines(chunked(Buffer.from(text), sizes))) {
            lines.push([line, bytes!.toString('utf8')]);
          }
          const expected = text.split('\n').map((line, i) => [i + 1, line]);
          assert.deepEqual(
            lines,
            expected.filter(([, line]) => line !== ''),
          );
        },
      ),
    );
  });

  it('drops a line over the limit and keeps the count', async () => {
    const seen: [number, string | undefined][] = [];
    for await (const { line, bytes } of splitLines(chunked(Buffer.from('ab\nabcdef\ncd'), [4]), 4))
      seen.push([line, bytes?.toString()]);
    assert.deepEqual(seen, [
      [1, 'ab'],
      [2, undefined],
      [3, 'cd'],
    ]);
  });
});
