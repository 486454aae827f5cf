/** The OpenAPI 3.1 document, made from the schemas that also check what comes and goes. */
import { z } from 'zod';
import { PROBLEMS, type ProblemKind } from './problem.ts';
import * as schemas from './schemas.ts';

const EXAMPLE_ANSWER = {
  kind: 'answer',
  quotes: [
    {
      text: 'وُلد في حي الجمالية بالقاهرة القديمة في ١١ ديسمبر ١٩١١.',
      start: 120,
      end: 176,
      articleId: 'naguib-mahfouz',
      title: 'نجيب محفوظ: ابن الجمالية الذي أيقظته نوبل من القيلولة',
      source: 'مجلة مدى',
      url: 'https://example.com/mada/naguib-mahfouz',
      date: '2021-12-11',
      score: 0.97,
      context: { start: 0, end: 420 },
      emphasis: [{ start: 128, end: 157 }],
    },
  ],
  confidence: 0.97,
  short: 'حي الجمالية بالقاهرة القديمة',
  nearest: [],
  tookMs: 84.2,
};

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly description: string;
  readonly schema: object;
  readonly required?: boolean;
}

const ref = (id: string) => ({ $ref: `#/components/schemas/${id}` });
const json = (id: string, example?: object) => ({
  'application/json': { schema: ref(id), ...(example ? { example } : {}) },
});

function problems(...kinds: readonly ProblemKind[]): Record<string, object> {
  const statuses = [...new Set(kinds.map((kind) => PROBLEMS[kind][0]))];
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: kinds
          .filter((kind) => PROBLEMS[kind][0] === status)
          .map((kind) => PROBLEMS[kind][1])
          .join('; '),
        ...(status === 429 || status === 503
          ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } } }
          : {}),
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    ]),
  );
}

const query = (name: string, description: string, schema: object): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
});

export function openApiDocument(publicUrl: string | undefined): object {
  const registry = z.registry<{ id: string }>();
  for (const schema of Object.values(schemas)) {
    registry.add(schema, { id: schema.meta()!.id! });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Isnad',
      version: '1',
      description:
        'Answers questions in Arabic in the exact words of articles. Every quote is a slice of an article: `article.text.slice(start, end) === quote.text`.',
    },
    servers: [{ url: publicUrl ?? '/' }],
    security: [{}, { token: [] }],
    paths: {
      '/api/ask': {
        post: {
          operationId: 'ask',
          summary: 'Ask a question',
          requestBody: { required: true, content: json('Ask') },
          responses: {
            200: {
              description: 'An answer, a maybe, or an honest none.',
              content: json('Answer', EXAMPLE_ANSWER),
            },
            ...problems(
              'invalid-request',
              'not-allowed',
              'other-origin',
              'article-not-found',
              'too-large',
              'wrong-type',
              'too-many-questions',
              'failed',
              'busy',
              'articles-away',
            ),
          },
        },
      },
      '/api/articles': {
        get: {
          operationId: 'listArticles',
          summary: 'Articles by falling date, or the best match of a title',
          parameters: [
            query('title', 'Words, or beginnings of words, of the title.', { type: 'string' }),
            query('source', 'An outlet, as articles name it.', { type: 'string' }),
            query('from', 'First day.', { type: 'string', format: 'date' }),
            query('to', 'Last day.', { type: 'string', format: 'date' }),
            query('offset', 'How many to pass over.', { type: 'integer', minimum: 0, default: 0 }),
            query('limit', 'How many at most.', {
              type: 'integer',
              minimum: 1,
              maximum: 100,
              default: 20,
            }),
          ],
          responses: {
            200: { description: 'Heads of articles.', content: json('ArticleList') },
            ...problems('invalid-request', 'not-allowed', 'articles-away'),
          },
        },
      },
      '/api/articles/{id}': {
        get: {
          operationId: 'readArticle',
          summary: 'An article with its text',
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              description: 'As quotes and lists name it.',
              schema: { type: 'string' },
            },
          ],
          responses: {
            200: { description: 'The article.', content: json('Article') },
            ...problems('not-allowed', 'article-not-found', 'articles-away'),
          },
        },
      },
      '/api/health': {
        get: {
          operationId: 'health',
          summary: 'Whether questions are answered, and from what',
          responses: {
            200: { description: 'Ready.', content: json('Health') },
            ...problems('not-allowed', 'not-ready', 'articles-away'),
          },
        },
      },
    },
    components: {
      schemas: z.toJSONSchema(registry, {
        uri: (id) => `#/components/schemas/${id}`,
      }).schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'WEB_TOKEN, where it is set.' },
      },
    },
  };
}
