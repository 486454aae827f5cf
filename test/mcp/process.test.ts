/** `isnad mcp` as an assistant starts it: a process of its own, over standard input and output. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';

it('answers an assistant from a corpus', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isnad-mcp-'));
  const text = 'افتُتح جسر النهر سنة 1932. وبلغ طوله 1149 مترًا.';
  writeFileSync(join(folder, 'bridge.md'), `---\ntitle: جسر النهر\n---\n\n${text}\n`);
  const client = new Client({ name: 'test', version: '1' });
  try {
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: isnadArguments('mcp', '--index', join(folder, 'index')),
        env: {
          PATH: process.env.PATH ?? '',
          CORPUS_PATH: folder,
          // No model: the reader counts shared words, and says no more than maybe.
          READER_MODEL: 'words',
          EMBEDDING_MODEL: 'fast',
        },
        stderr: 'ignore',
      }),
    );
    const question = 'متى افتُتح جسر النهر؟';
    const result = await client.callTool({ name: 'ask', arguments: { question } });
    const { kind, quotes } = result.structuredContent as {
      kind: string;
      quotes: { text: string }[];
    };
    assert.equal(kind, 'maybe');
    assert.ok(quotes.some((quote) => quote.text.includes('1932')));
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
