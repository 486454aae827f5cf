/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** The site, put together: guards, pages, API. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { StoreUnavailableError } from '../errors.ts';
import { healthRoutes } from '../http/health.ts';
import type { ConnectionEnv, Fetch } from '../http/listen.ts';
import { sameSecret } from '../http/same-secret.ts';
import type { ArticleHead } from '../types.ts';
import { problem } from './api/problem.ts';
import { apiRoutes, problemOf } from './api/routes.ts';
import { withoutUnseen } from './article/pieces.ts';
import { findQuote } from './article/quote-place.ts';
import { ArticleLists } from './article-lists.ts';
import { type AskReply, ask, type Question } from './ask.ts';
import { assetAt } from './assets.ts';
import { Conversations } from './conversations.ts';
import { ownSiteOnly, readerOf, SESSION_COOKIE, safeHeaders } from './guard/guard.ts';
import { ownHosts } from './guard/hosts.ts';
import { readInitData } from './guard/init-data.ts';
import { peerOf } from './guard/peer.ts';
import { RateLimit } from './guard/rate-limit.ts';
import { createSessions } from './guard/session.ts';
import { ArticlePage } from './pages/article.tsx';
import { ArticlesPage, SourcesPage } from './pages/articles.tsx';
import { ANSWER_PLACE, AskedPage, HomePage, Result } from './pages/ask.tsx';
import type { View } from './pages/layout.tsx';
import { EnterPage, NoticePage } from './pages/notice.tsx';
import { dateParam, idParam, QUESTION_UNITS_MAX, readPage, readQuoteParams } from './params.ts';
import type { WebParts } from './ports.ts';
import { QuestionQueue } from './question-queue.ts';
import type { Services, Slot } from './services.ts';
import { createPageSpeech } from './words/page-speech.ts';
import type { PageWords } from './words/page-words.ts';

/** Questions of one address that are worked on at the same time: a person has a few tabs. */
const AT_ONCE_MAX = 8;
/** Tries at the token in a minute. */
const ENTRIES_PER_MINUTE = 10;
/** A question of 4,096 letters takes 24 KB if each is escaped. */
const BODY_BYTES_MAX = 64 * 1024;
const BUSY_SECONDS = 5;
/** While an answer waits its turn; proxies often cut a line that is silent for a minute. */
const SIGN_OF_LIFE_MS = 15_000;
const LISTED = 20;
const NEWEST = 5;
const EXAMPLES = 5;
const LANGUAGE_COOKIE = 'language';
const YEAR_SECONDS = 31_536_000;

const NO_TALK = { lines: [], examples: [] };

export function createWeb(parts: WebParts): Fetch {
  const { settings, log, botToken, now } = parts;
  const s = createServices(parts);
  const sessions = createSessions([settings.token ?? '', botToken ?? '']);
  const access = { token: settings.token, sessions, now };
  const entries = new RateLimit(ENTRIES_PER_MINUTE, ENTRIES_PER_MINUTE);
  const telegram = settings.publicUrl !== undefined && botToken !== null;
  const app = new Hono();

  app.use(safeHeaders(telegram));
  app.route('/', healthRoutes(s));
  app.use(ownSiteOnly(ownHosts(settings)));
  app.use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: () => problem('too-large') }));
  app.get('/assets/*', (c) => {
    const asset = assetAt(c.req.path);
    if (!asset) return c.notFound();
    c.header('content-type', asset.contentType);
    c.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`);
    return c.body(asset.body);
  });
  app.get('/robots.txt', (c) =>
    c.text(
      settings.token === undefined
        ? 'User-agent: *\nDisallow: /api/\nDisallow: /?q=\n'
        : 'User-agent: *\nDisallow: /\n',
    ),
  );

  app.use(async (c, next) => {
    // The chosen language goes into a cookie, and out of the address.
    const chosen = c.req.query('lang');
    if (c.req.method !== 'GET' || (chosen !== 'ar' && chosen !== 'en')) return await next();
    const cookie = { path: '/', maxAge: YEAR_SECONDS, sameSite: 'Lax', httpOnly: true } as const;
    setCookie(c, LANGUAGE_COOKIE, chosen, cookie);
    return c.redirect(withoutLanguage(c.req.url), 303);
  });

  const keepSession = (c: Context, who: string, framed: boolean) => {
    const secure =
      settings.publicUrl !== undefined && c.req.header('host') === hostOf(settings.publicUrl);
    setCookie(c, SESSION_COOKIE, sessions.issue(who, now()), {
      path: '/',
      httpOnly: true,
      maxAge: sessions.maxAgeSeconds,
      ...(framed && secure
        ? { sameSite: 'None', secure, partitioned: true }
        : { sameSite: 'Lax', secure }),
    });
  };

  app.post('/enter', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const back = pathOfOurs(form.get('back'));
    const turn = entries.take(peerOfRequest(c, settings.proxies), now());
    if ('waitSeconds' in turn) {
      return notice(c, 429, 'busyTitle', 'busyHint', { 'retry-after': String(turn.waitSeconds) });
    }
    turn.done();
    if (settings.token === undefined || !sameSecret(form.get('token') ?? '', settings.token)) {
      return c.html(html(<EnterPage view={viewOf(c)} wrong back={back} />), 401);
    }
    keepSession(c, 'token', false);
    return c.redirect(back, 303);
  });

  app.post('/telegram', async (c) => {
    if (!telegram) return c.notFound();
    const turn = entries.take(peerOfRequest(c, settings.proxies), now());
    if ('waitSeconds' in turn) {
      return problem('too-many-questions', { retryAfterSeconds: turn.waitSeconds });
    }
    turn.done();
    const person = readInitData(await c.req.text(), botToken, now());
    if (person === undefined) return problem('not-allowed');
    keepSession(c, sessions.fingerprint(person), true);
    return c.body(null, 204);
  });

  app.use(async (c, next) => {
    if (settings.token === undefined || readerOf(c, access) !== undefined) return await next();
    if (c.req.path.startsWith('/api/')) return problem('not-allowed');
    const { pathname, search } = new URL(c.req.url);
    const back = c.req.method === 'GET' ? pathname + search : '/';
    c.header('www-authenticate', 'Bearer');
    return c.html(html(<EnterPage view={viewOf(c)} wrong={false} back={back} />), 401);
  });

  app.get('/', (c) => {
    const question = c.req.query('q')?.trim() ?? '';
    return question === '' ? home(c) : answered(c, question);
  });

  async function home(c: Context): Promise<Response> {
    const [counts, { examples }, newest] = await Promise.all([
      s.articleLists.counts(),
      s.overview(),
      s.articleLists.list({}, { offset: 0, limit: NEWEST }),
    ]);
    return c.html(
      html(
        <HomePage
          view={viewOf(c, 'ask')}
          counts={counts}
          newest={newest.articles}
          examples={examples.slice(0, EXAMPLES)}
        />,
      ),
    );
  }

  /** Sends the page at once and the answer when it is ready, so that people see progress, also without a script. */
  async function answered(c: Context, question: string): Promise<Response> {
    if (question.length > QUESTION_UNITS_MAX) return notice(c, 414, 'tooLongTitle', 'tooLongHint');
    const within = await articleHead(idParam.safeParse(c.req.query('in')).data);
    const turn = c.req.method === 'HEAD' ? { done: () => {} } : s.takeSlot(c);
    if ('refused' in turn) {
      const wait = { 'retry-after': String(turn.waitSeconds) };
      if (turn.refused === 'busy') return notice(c, 503, 'busyTitle', 'busyHint', wait);
      const { m } = viewOf(c);
      const page = (
        <NoticePage view={viewOf(c)} title={m.busyTitle} hint={m.slowDown(turn.waitSeconds)} />
      );
      return c.html(html(page), 429, wait);
    }
    const request: Question = {
      text: question,
      within,
      turns: s.conversations.turns(c.req.query('after')),
      asTyped: c.req.query('as') === 'typed',
      name: /^\d$/u.test(c.req.query('name') ?? '') ? Number(c.req.query('name')) : undefined,
    };
    const view = viewOf(c, 'ask');
    const page = html(<AskedPage view={view} question={question} within={within} />);
    const [before, after] = page.split(ANSWER_PLACE) as [string, string];
    c.header('x-robots-tag', 'noindex');
    c.header('content-type', 'text/html; charset=utf-8');
    // A proxy that gathers the page before it sends it would take the waiting person's sign of life away.
    c.header('x-accel-buffering', 'no');
    if (c.req.method === 'HEAD') return c.body(null);
    const gone = c.req.raw.signal;
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async start(stream) {
        const send = (part: string) => {
          if (!gone.aborted) stream.enqueue(encoder.encode(part));
        };
        send(before);
        const alive = setInterval(() => send('\n'), SIGN_OF_LIFE_MS);
        try {
          send(await result(view, request, gone));
        } catch (error) {
          if (!gone.aborted) {
            const away = error instanceof StoreUnavailableError;
            if (!away) log.error({ err: error }, 'a question on the page failed');
            send(html(<FailedResult view={view} away={away} />));
          }
        } finally {
          clearInterval(alive);
          turn.done();
        }
        send(after);
        if (!gone.aborted) stream.close();
      },
    });
    return c.body(body);
  }

  async function result(view: View, question: Question, gone: AbortSignal): Promise<string> {
    const reply = await s.questions.run(() => ask(s.answerer, question), gone);
    if (reply.kind === 'answered') s.logAnswer(reply.turn.question, reply.result.answer);
    const conversation =
      reply.kind === 'talk' ? undefined : s.conversations.remember(reply.turn, question.turns);
    const around = await wordsAround(s, reply);
    const { m } = view;
    return html(
      <Result
        m={m}
        talk={reply.kind === 'talk' ? await smallTalk(m, reply) : NO_TALK}
        question={question.text}
        reply={reply}
        conversation={conversation}
        around={around}
      />,
    );
  }

  async function smallTalk(m: PageWords, { what, salam }: Extract<AskReply, { kind: 'talk' }>) {
    if (what !== 'whatDoYouHave')
      return { lines: m.notAQuestion(what, salam).split('\n'), examples: [] };
    const overview = await s.overview();
    const [outlets, subjects] = [
      overview.outlets.map(withoutUnseen),
      overview.subjects.map(withoutUnseen),
    ];
    // Here examples are there to be pressed, so the sentence leaves them out.
    const text = m.overview({ ...overview, outlets, subjects, examples: [] }, salam);
    return { lines: text.split('\n'), examples: overview.examples.slice(0, EXAMPLES) };
  }

  app.get('/article/:id', async (c) => {
    const id = c.req.param('id');
    const article = await s.catalogue.use((index) => index.article(id));
    if (!article) return notice(c, 404, 'articleGoneTitle', 'articleGoneHint');
    const wanted = readQuoteParams(c.req.query());
    const place = wanted && findQuote(article.text, wanted);
    return c.html(html(<ArticlePage view={viewOf(c)} article={article} place={place} />));
  });

  app.get('/articles', async (c) => {
    const title = c.req.query('title')?.trim().slice(0, 200);
    const outlet = c.req.query('outlet');
    const filter = {
      query: title || undefined,
      outlet: outlet === '*' ? undefined : outlet?.slice(0, 500),
      from: dateParam.safeParse(c.req.query('from')).data,
      to: dateParam.safeParse(c.req.query('to')).data,
    };
    const page = readPage(c.req.query('page'));
    const counts = await s.articleLists.counts();
    const found = await s.articleLists.list(filter, { offset: (page - 1) * LISTED, limit: LISTED });
    const pages = Math.max(1, Math.ceil(found.total / LISTED));
    if (page > pages) return notice(c, 404, 'notFoundTitle', 'notFoundHint');
    return c.html(
      html(
        <ArticlesPage
          view={viewOf(c, 'articles')}
          counts={counts}
          filter={filter}
          found={found}
          page={page}
          pages={pages}
        />,
      ),
    );
  });

  app.get('/sources', async (c) =>
    c.html(
      html(<SourcesPage view={viewOf(c, 'sources')} counts={await s.articleLists.counts()} />),
    ),
  );

  app.route('/api', apiRoutes(s));
  app.notFound((c) => notice(c, 404, 'notFoundTitle', 'notFoundHint'));
  app.onError((error, c) => {
    const away = error instanceof StoreUnavailableError;
    // People may leave at any time; that is not an error.
    if (!away && !c.req.raw.signal.aborted) log.error({ err: error }, 'a page failed');
    if (c.req.path.startsWith('/api/')) return problemOf(error);
    if (away) return notice(c, 503, 'errorTitle', 'articlesAway', { 'retry-after': '30' });
    return notice(c, 500, 'errorTitle', 'errorHint');
  });

  async function articleHead(id: string | undefined): Promise<ArticleHead | undefined> {
    if (id === undefined) return undefined;
    const [head] = await s.catalogue.use((index) => index.heads([id]));
    return head;
  }

  function viewOf(c: Context, section?: View['section']): View {
    const m = s.pageSpeech[getCookie(c, LANGUAGE_COOKIE) === 'en' ? 'en' : 'ar'];
    const other = new URL(c.req.url);
    if (c.req.method !== 'GET') other.pathname = '/';
    other.searchParams.set('lang', m.language === 'ar' ? 'en' : 'ar');
    const otherLanguageHref = other.pathname + other.search;
    return section ? { m, otherLanguageHref, section } : { m, otherLanguageHref };
  }

  function notice(
    c: Context,
    status: 404 | 414 | 429 | 500 | 503,
    title: 'articleGoneTitle' | 'notFoundTitle' | 'errorTitle' | 'busyTitle' | 'tooLongTitle',
    hint:
      | 'articleGoneHint'
      | 'notFoundHint'
      | 'errorHint'
      | 'busyHint'
      | 'tooLongHint'
      | 'articlesAway',
    headers: Record<string, string> = {},
  ): Response | Promise<Response> {
    const view = viewOf(c);
    const page = <NoticePage view={view} title={view.m[title]} hint={view.m[hint]} />;
    return c.html(html(page), status, headers);
  }

  return (request, env) => app.fetch(request, env);
}

const FailedResult = ({ view, away }: { view: View; away: boolean }) => (
  <p class="lead" role="alert">
    {away ? view.m.articlesAway : view.m.errorHint}
  </p>
);

function createServices(parts: WebParts): Services {
  const { settings, catalogue, answerer, log, overview, notReady, now } = parts;
  const rate = new RateLimit(settings.ratePerMinute, AT_ONCE_MAX);
  const questions = new QuestionQueue(settings.concurrency, settings.queueMax);
  return {
    ...{ answerer, catalogue, settings, log, overview, notReady, questions },
    articleLists: new ArticleLists(catalogue),
    conversations: new Conversations(now),
    pageSpeech: createPageSpeech(settings.digits),
    takeSlot(c): Slot {
      if (questions.full) return { refused: 'busy', waitSeconds: BUSY_SECONDS };
      const turn = rate.take(peerOfRequest(c, settings.proxies), now());
      if ('done' in turn) return turn;
      return { refused: 'too-many-questions', waitSeconds: turn.waitSeconds };
    },
    logAnswer(question, { kind, confidence, tookMs, quotes }) {
      log.info(
        {
          kind,
          confidence,
          searchMs: Math.round(tookMs),
          hits: quotes.map(({ articleId, start, end }) => `${articleId}@${start}-${end}`),
          ...(settings.logQuestions ? { question } : {}),
        },
        'answered on the page',
      );
    },
  };
}

/** The words before and after each quote, as far as its context goes. */
async function wordsAround(
  s: Services,
  reply: AskReply,
): Promise<{ before: string; after: string }[]> {
  if (reply.kind !== 'answered') return [];
  const { quotes } = reply.result.answer;
  return s.catalogue.use((index) =>
    Promise.all(
      quotes.map(async ({ articleId, start, end, text, context }) => {
        const article = await index.article(articleId);
        // A new generation may serve by now, with another text.
        if (article?.text.slice(start, end) !== text) return { before: '', after: '' };
        return {
          before: article.text.slice(context.start, start),
          after: article.text.slice(end, context.end),
        };
      }),
    ),
  );
}

/** A view as text. Views are never asynchronous. */
function html(view: { toString(): string | Promise<string> }): string {
  const text = view.toString();
  if (typeof text !== 'string') throw new TypeError('a view must not be asynchronous');
  return text.startsWith('<html') ? `<!doctype html>${text}` : text;
}

function peerOfRequest(c: Context, proxies: number): string {
  const { peer } = c.env as ConnectionEnv;
  return peerOf(peer, c.req.header('x-forwarded-for'), proxies);
}

function withoutLanguage(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('lang');
  return url.pathname + url.search;
}

const hostOf = (address: string) => new URL(address).host;

/** A path of this site, and no address of another («//elsewhere», «/\elsewhere»). */
function pathOfOurs(path: string | null): string {
  return path !== null && /^\/(?![/\\])[\x21-\x7e]*$/u.test(path) ? path : '/';
}
