/** The tools as an assistant sees them, through the SDK's own client. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { createMcpServer } from '../../src/mcp/server.ts';
import { ARTICLES, fakeAnswerer, fakeCatalogue } from '../../tools/lib/fake-answerer.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';

describe('the tools for assistants', () => {
  const client = new Client({ name: 'test', version: '1' });
  const server = createMcpServer({
    answerer: fakeAnswerer(),
    catalogue: fakeCatalogue(),
    publicUrl: 'https://ask.example.org',
  });
  before(async () => {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await Promise.all([server.connect(ours), client.connect(theirs)]);
  });
  after(async () => {
    await client.close();
    await server.close();
  });

  it('are described, with what they take and give', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), ['ask', 'read_article']);
    for (const tool of tools) {
      assert.ok(tool.description && tool.inputSchema.properties && tool.outputSchema);
      assert.equal(tool.annotations?.readOnlyHint, true);
    }
    assert.match(client.getInstructions()!, /letter by letter/u);
  });

  it('an answer is made of slices of articles, with where each can be seen', async () => {
    const result = await client.callTool({ name: 'ask', arguments: { question: QUESTION } });
    const { kind, quotes } = result.structuredContent as {
      kind: string;
      quotes: { articleId: string; text: string; start: number; end: number; address: string }[];
    };
    assert.equal(kind, 'answer');
    for (const { articleId, text, start, end, address } of quotes) {
      const article = ARTICLES.find(({ id }) => id === articleId)!;
      assert.equal(article.text.slice(start, end), text);
      assert.match(address, /^https:\/\/ask\.example\.org\/article\/.+\?q=\d+-\d+&m=.{22}.*#q$/u);
      assert.ok(JSON.stringify(result.content).includes(text));
    }
  });

  it('a question that nothing answers is said to be so', async () => {
    const question = 'من فاز بكأس العالم في الشطرنج؟';
    const result = await client.callTool({ name: 'ask', arguments: { question } });
    const { kind, nearest } = result.structuredContent as { kind: string; nearest: object[] };
    assert.equal(kind, 'none');
    assert.ok(nearest.length > 0);
  });

  it('an article is read part by part, and the parts are all of it', async () => {
    let text = '';
    let start: number | undefined = 0;
    while (start !== undefined) {
      const result = await client.callTool({
        name: 'read_article',
        arguments: { id: 'volcano', start, units: 50 },
      });
      const part = result.structuredContent as { text: string; nextStart?: number };
      text += part.text;
      start = part.nextStart;
    }
    assert.equal(text, ARTICLES[0]!.text);
  });

  it('what cannot be done is said in words, and nothing ends', async () => {
    const unknown = await client.callTool({ name: 'read_article', arguments: { id: 'nothing' } });
    assert.equal(unknown.isError, true);
    assert.match(JSON.stringify(unknown.content), /no article with the id/u);
    const wrong = await client.callTool({ name: 'ask', arguments: { question: '' } });
    assert.equal(wrong.isError, true);
    assert.equal((await client.listTools()).tools.length, 2);
  });
});
