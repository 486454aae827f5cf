/** The API for programs: what it gives is what its document says. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Answer } from '../../src/types.ts';
import { PROBLEMS } from '../../src/web/api/problem.ts';
import {
  answerSchema,
  articleSchema,
  healthSchema,
  listSchema,
  problemSchema,
} from '../../src/web/api/schemas.ts';
import { ARTICLES, QUESTION, type Site, startSite } from './support.ts';

let site: Site;
before(async () => {
  site = await startSite();
});
after(() => site.close());

const post = (body: unknown, type = 'application/json') =>
  fetch(`${site.url}/api/ask`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': type },
  });

async function problemIn(response: Response) {
  assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  const problem = problemSchema.strict().parse(await response.json());
  assert.equal(problem.status, response.status);
  return problem;
}

describe('POST /api/ask', () => {
  it('gives an answer in the shape of `ask --json`, each quote a slice of its article', async () => {
    const response = await post({ question: QUESTION });
    assert.equal(response.status, 200);
    const answer = answerSchema.strict().parse(await response.json()) as Answer;
    assert.ok(answer.quotes.length > 0);
    for (const quote of answer.quotes) {
      const article = ARTICLES.find(({ id }) => id === quote.articleId)!;
      assert.equal(article.text.slice(quote.start, quote.end), quote.text);
    }
  });

  it('says how an answer was found where that is wanted, as `ask --json --why` does', async () => {
    const asked = await post({ question: QUESTION, why: true });
    const { why } = answerSchema.strict().parse(await asked.json());
    assert.equal(why!.candidates[0]!.articleId, 'volcano');
    assert.ok(why!.candidates[0]!.sentences.length > 0);
    const plain = await (await post({ question: QUESTION })).json();
    assert.equal(answerSchema.parse(plain).why, undefined);
  });

  it('asks within one article where it is named', async () => {
    const answer = answerSchema.parse(
      await (await post({ question: QUESTION, article: 'museum' })).json(),
    );
    assert.ok(answer.quotes.every(({ articleId }) => articleId === 'museum'));
    const unknown = await problemIn(await post({ question: QUESTION, article: 'nothing' }));
    assert.equal(unknown.status, 404);
  });

  it('understands questions of one conversation after one another', async () => {
    const conversation = 'c-1234567890';
    await post({ question: 'متى يفتح المتحف أبوابه؟', conversation });
    const next = await post({ question: 'وكم قطعة فيه؟', conversation });
    const answer = answerSchema.strict().parse(await next.json());
    assert.match(answer.understood!, /المتحف/u);
    const alone = await post({ question: 'وكم قطعة فيه؟' });
    assert.equal(answerSchema.parse(await alone.json()).understood, undefined);
    assert.equal((await post({ question: QUESTION, conversation: 'short' })).status, 400);
  });

  it('says field by field what was not understood', async () => {
    for (const [body, field] of [
      [{}, 'question'],
      [{ question: '  ' }, 'question'],
      [{ question: 7 }, 'question'],
      [{ question: 'س'.repeat(4_097) }, 'question'],
      [{ question: QUESTION, articel: 'x' }, 'articel'],
      ['{', 'body'],
      ['[]', 'body'],
    ] as const) {
      const problem = await problemIn(await post(body));
      assert.equal(problem.status, 400);
      assert.equal(problem.errors?.[0]?.field, field, JSON.stringify(body));
    }
  });

  it('takes nothing but JSON: a form of another site could send anything else', async () => {
    const problem = await problemIn(await post({ question: QUESTION }, 'text/plain'));
    assert.equal(problem.status, 415);
  });

  it('takes a body whose length is not told, up to the limit', async () => {
    const send = (text: string) =>
      fetch(`${site.url}/api/ask`, {
        method: 'POST',
        body: new Blob([text]).stream(),
        headers: { 'content-type': 'application/json' },
        duplex: 'half',
      } as RequestInit);
    const response = await send(JSON.stringify({ question: QUESTION }));
    assert.equal(answerSchema.parse(await response.json()).kind, 'answer');
    const refused = await send(JSON.stringify({ question: 'س'.repeat(100_000) }));
    assert.equal((await problemIn(refused)).status, 413);
  });

  it('says which method it takes', async () => {
    const response = await fetch(`${site.url}/api/ask`);
    assert.equal(response.headers.get('allow'), 'POST');
    assert.equal((await problemIn(response)).status, 405);
  });

  it('asks to wait in the same shape', async () => {
    const slow = await startSite({ ratePerMinute: 1 });
    const ask = () =>
      fetch(`${slow.url}/api/ask`, {
        method: 'POST',
        body: JSON.stringify({ question: QUESTION }),
        headers: { 'content-type': 'application/json' },
      });
    assert.equal((await ask()).status, 200);
    const refused = await ask();
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.equal((await problemIn(refused)).type, 'urn:isnad:problem:too-many-questions');
    await slow.close();
  });

  it('tells nothing of what failed inside', async () => {
    site.answerer.before = () => Promise.reject(new Error('a secret of the inside'));
    const problem = await problemIn(await post({ question: QUESTION }));
    site.answerer.before = async () => {};
    assert.equal(problem.status, 500);
    assert.doesNotMatch(JSON.stringify(problem), /secret/u);
    assert.match(site.log.join('\n'), /a secret of the inside/u);
  });
});

describe('GET /api', () => {
  const get = (path: string) => fetch(site.url + path);

  it('lists articles, page by page', async () => {
    const list = listSchema.strict().parse(await (await get('/api/articles?limit=2')).json());
    assert.equal(list.total, ARTICLES.length);
    assert.equal(list.articles.length, 2);
    const rest = listSchema.parse(await (await get('/api/articles?limit=2&offset=2')).json());
    assert.equal(rest.articles.length, 1);
    assert.equal((await problemIn(await get('/api/articles?limit=1000'))).status, 400);
  });

  it('gives an article whole', async () => {
    const article = articleSchema.strict().parse(await (await get('/api/articles/museum')).json());
    assert.equal(article.text, ARTICLES[2]!.text);
    assert.equal((await problemIn(await get('/api/articles/nothing'))).status, 404);
  });

  it('says how it is', async () => {
    const health = healthSchema.strict().parse(await (await get('/api/health')).json());
    assert.equal(health.articles, ARTICLES.length);
    const away = await startSite({}, { notReady: async () => 'the index cannot be read' });
    const problem = await problemIn(await fetch(`${away.url}/api/health`));
    assert.equal(problem.detail, 'the index cannot be read');
    await away.close();
  });

  it('whatever else is a problem in the same shape', async () => {
    assert.equal((await problemIn(await get('/api/nothing'))).status, 404);
  });
});

describe('the OpenAPI document', () => {
  interface Document {
    readonly paths: Record<string, Record<string, { responses: Record<string, object> }>>;
    readonly components: { readonly schemas: Record<string, object> };
  }

  it('names what there is, and refers to nothing that it lacks', async () => {
    const text = await (await fetch(`${site.url}/api/openapi.json`)).text();
    const document = JSON.parse(text) as Document;
    assert.deepEqual(Object.keys(document.paths).sort(), [
      '/api/articles',
      '/api/articles/{id}',
      '/api/ask',
      '/api/health',
    ]);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/gu)) {
      assert.ok(document.components.schemas[name!], `no schema ${name}`);
    }
    assert.ok(text.includes('حي الجمالية'), 'an example');
  });

  it('knows every status that a problem may have there', async () => {
    const document = (await (await fetch(`${site.url}/api/openapi.json`)).json()) as Document;
    const named = new Set(
      Object.values(document.paths).flatMap((methods) =>
        Object.values(methods).flatMap(({ responses }) => Object.keys(responses)),
      ),
    );
    // A method or a host that is wrong has no path of its own to stand under.
    const elsewhere = new Set([405, 421]);
    for (const [status] of Object.values(PROBLEMS)) {
      assert.ok(named.has(String(status)) || elsewhere.has(status), String(status));
    }
  });
});
