/** The JSON API under /api. */

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { converse } from '../../app/converse.ts';
import { StoreUnavailableError } from '../../errors.ts';
import type { Answer } from '../../types.ts';
import type { Services } from '../services.ts';
import { openApiDocument } from './openapi.ts';
import { type ProblemDetails, type ProblemKind, problem } from './problem.ts';
import { askSchema } from './schemas.ts';

const LIMIT_MAX = 100;

const listParams = z.object({
  title: z.string().max(200).optional(),
  source: z.string().max(500).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(20),
});

export function apiRoutes(s: Services): Hono {
  const api = new Hono();
  const document = openApiDocument(s.settings.publicUrl);
  api.get('/openapi.json', (c) => c.json(document));
  api.get('/health', () => health(s));
  api.get('/articles', (c) => list(s, c));
  api.get('/articles/:id', (c) => read(s, c.req.param('id')));
  api.post('/ask', (c) => ask(s, c));
  api.all('/ask', () => wrongMethod('POST'));
  for (const path of ['/openapi.json', '/health', '/articles', '/articles/:id']) {
    api.all(path, () => wrongMethod('GET'));
  }
  api.all('*', () =>
    problem('not-found', { detail: 'GET /api/openapi.json lists what there is.' }),
  );
  return api;
}

function wrongMethod(allowed: string): Response {
  const response = problem('wrong-method', { detail: `Use ${allowed}.` });
  response.headers.set('allow', allowed);
  return response;
}

async function ask(s: Services, c: Context): Promise<Response> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json(?:\s*;|$)/iu.test(type)) return problem('wrong-type');
  const body = askSchema.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) return invalid(body.error);
  const { question, article, conversation, why = false } = body.data;
  if (article !== undefined) {
    const [head] = await s.catalogue.use((index) => index.heads([article]));
    if (!head) return problem('article-not-found');
  }
  const turn = s.takeSlot(c);
  if ('refused' in turn) {
    const { refused, waitSeconds } = turn;
    return problem(refused, { retryAfterSeconds: waitSeconds });
  }
  try {
    const options = { why, ...(article === undefined ? {} : { scope: { articleId: article } }) };
    const search = (text: string) => s.answerer.ask(text, options);
    const answer = await s.questions.run(
      () =>
        conversation === undefined
          ? search(question)
          : inConversation(s, `api ${conversation}`, question, search, article !== undefined),
      c.req.raw.signal,
    );
    s.logAnswer(question, answer);
    return c.json(answer);
  } finally {
    turn.done();
  }
}

/** Small talk has no answer in the articles. */
const NOTHING: Answer = { kind: 'none', quotes: [], confidence: 0, nearest: [], tookMs: 0 };

async function inConversation(
  s: Services,
  id: string,
  question: string,
  search: (question: string) => Promise<Answer>,
  within: boolean,
): Promise<Answer & { understood?: string; whichOne?: readonly string[] }> {
  const turns = s.conversations.turns(id);
  const asked = async (text: string) => ({ answer: await search(text) });
  const said = await converse(question, turns, asked, { within });
  if (said.kind === 'talk') return NOTHING;
  s.conversations.remember(said.turn, turns, id);
  if (said.kind === 'askedBack') return { ...NOTHING, whichOne: said.names };
  const { understood } = said;
  return { ...said.result.answer, ...(understood === undefined ? {} : { understood }) };
}

async function list(s: Services, c: Context): Promise<Response> {
  const params = listParams.safeParse(c.req.query());
  if (!params.success) return invalid(params.error);
  const { title, source, from, to, offset, limit } = params.data;
  const filter = { query: title, outlet: source, from, to };
  return c.json(await s.articleLists.list(filter, { offset, limit }));
}

async function read(s: Services, id: string): Promise<Response> {
  const article = await s.catalogue.use((index) => index.article(id));
  return article ? Response.json(article) : problem('article-not-found');
}

async function health(s: Services): Promise<Response> {
  const obstacle = await s.notReady();
  if (obstacle !== undefined) return problem('not-ready', { detail: obstacle });
  const { generation, articles, builtAt } = await s.catalogue.use(async (index) => index.summary);
  return Response.json({ status: 'ready', generation, articles, builtAt });
}

function invalid(error: z.ZodError): Response {
  const errors = error.issues.map((issue) => ({
    field:
      issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'body'),
    problem: issue.message,
  }));
  return problem('invalid-request', { errors });
}

/** What went wrong, for programs. */
export function problemOf(error: unknown): Response {
  const [kind, details]: [ProblemKind, ProblemDetails] =
    error instanceof StoreUnavailableError
      ? ['articles-away', { retryAfterSeconds: 30 }]
      : ['failed', {}];
  return problem(kind, details);
}
