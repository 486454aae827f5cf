/** Builds the bot from its parts: receiving, queues, handlers, start and end. */
import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { REMEMBERED_MS } from '../app/turn.ts';
import { type Listener, type Listening, listenAll } from '../http/listen.ts';
import { additionsOf } from './additions.ts';
import { CallError } from './call-error.ts';
import { createChatQueues } from './chat-queues.ts';
import { inlineAsked } from './handlers/inline.ts';
import { botMoved } from './handlers/membership.ts';
import { messageEdited, messageSent } from './handlers/message.ts';
import { buttonPressed } from './handlers/press.ts';
import { createIdentity } from './identity.ts';
import { createIntake } from './intake.ts';
import { createLimitedAsk } from './limited-ask.ts';
import { createSpeech } from './messages/speech.ts';
import { apologise, tellTooManyWaiting } from './notices.ts';
import { poll } from './polling.ts';
import type { Bot, BotDependencies } from './ports.ts';
import { setProfile } from './profile.ts';
import { createMetrics } from './prometheus.ts';
import { botRoutes } from './routes.ts';
import { createSender } from './sender.ts';
import type { Job, Services } from './services.ts';
import { onceAvailable } from './state/patience.ts';
import { ALLOWED_UPDATES, openTelegram, type Update, type UserFromGetMe } from './telegraf.ts';

/** A poll lasts at most 65 s; without an answer for longer, something is wrong. */
const POLL_SILENCE_MAX_MS = 90_000;
/** Often, because the subject of a conversation is kept for minutes only. */
const PURGE_EVERY_MS = 300_000;
/** After the grace, the bot waits this long for calls that Telegram has: if cut off, they would be repeated at the next start. */
const ANSWERED_WITHIN_MS = 5_000;
/** Time to record what was given up. */
const SETTLE_MS = 250;
const DAY_MS = 86_400_000;
/** Telegram keeps an update for a day, so it cannot come again after that. */
const UPDATES_KEPT_MS = 2 * DAY_MS;

export function createBot(deps: BotDependencies): Bot {
  const { settings, state, log, now } = deps;
  const identity = createIdentity(deps.token);
  const queues = createChatQueues({ max: settings.queueMax, perChatMax: settings.queuePerChatMax });
  const metrics = createMetrics({
    queued: () => queues.size,
    index: () => deps.catalogue.use(async (index) => index.summary),
    reader: deps.reader,
  });
  const jobs = new Map<number, Job>();
  const receiving = new AbortController();
  setMaxListeners(0, receiving.signal);
  const timers: NodeJS.Timeout[] = [];
  const servers: Listening[] = [];
  let me: UserFromGetMe | undefined;
  let polledAt = 0;
  let polling: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | undefined;
  let end!: { resolve(): void; reject(error: unknown): void };
  const ended = new Promise<void>((resolve, reject) => {
    end = { resolve, reject };
  });
  // A caller may wait for the end or ignore it.
  ended.catch(() => {});

  const run = (update: Update, handler: (job: Job) => Promise<void>) =>
    handler(jobs.get(update.update_id)!);
  const telegram = openTelegram(deps.token, deps.apiRoot, {
    message: (message, update) => run(update, (job) => messageSent(services, job, message)),
    edited: (message, update) => run(update, (job) => messageEdited(services, job, message)),
    pressed: (query, update) => run(update, (job) => buttonPressed(services, job, query)),
    inline: (query) => inlineAsked(services, query),
    membership: (change, update) => run(update, (job) => botMoved(services, job, change)),
    failed: (error, update) => run(update, (job) => apologise(services, job, error)),
  });
  const sender = createSender(telegram.call, settings.sendsPerSecond, {
    retried: (error) => {
      metrics.sendRetries.inc({ reason: error.failure });
      log.warn({ err: error }, 'a call to Telegram is made again');
    },
    doubted: () => metrics.sendsInDoubt.inc(),
    sent: metrics.sent,
  });
  const services: Services = {
    ...deps,
    download: telegram.download,
    identity,
    sender,
    metrics,
    speech: createSpeech(settings.digits),
    ask: createLimitedAsk(deps.answerer, settings.concurrency),
    me: () => me!,
    startedAtMs: now(),
    queued: () => queues.size,
    stopping: () => receiving.signal.aborted,
    background(work) {
      work.catch((error) => log.error({ err: error }, 'work in the background failed'));
    },
  };
  const additions = deps.inbox && additionsOf(services, deps.inbox);
  const intake = createIntake({
    state,
    identity,
    queues,
    metrics,
    log,
    owner: hostname(),
    now,
    async work(job) {
      jobs.set(job.updateId, job);
      try {
        await telegram.handle(job.update);
      } finally {
        jobs.delete(job.updateId);
      }
    },
    tooManyWaiting: (update) => tellTooManyWaiting(services, update),
  });

  async function purge(): Promise<void> {
    const rows = await state.purge(
      now() - settings.retentionDays * DAY_MS,
      now() - UPDATES_KEPT_MS,
      now() - REMEMBERED_MS,
    );
    if (rows > 0) log.info({ rows }, 'deleted what was kept long enough');
  }

  const purgeOrSay = () =>
    purge().catch((error) => log.error({ err: error }, 'old records were not deleted'));

  async function notReady(): Promise<string | undefined> {
    if (me === undefined) return 'not started';
    if (receiving.signal.aborted) return 'stopping';
    if (!settings.webhook && performance.now() - polledAt > POLL_SILENCE_MAX_MS) {
      return 'Telegram does not answer';
    }
    try {
      await state.check();
    } catch {
      return 'the state cannot be written';
    }
    return deps.notReady();
  }

  /** Webhook, metrics and page, each on its own port, or page and webhook on one port. */
  function listeners(): Listener[] {
    const { webhook, metricsPort, httpHost: host } = settings;
    const { page } = deps;
    const figures = async () => ({ text: await metrics.text(), contentType: metrics.contentType });
    const failed = (error: Error) => log.error({ err: error }, 'an update was not taken');
    const all: Listener[] = [];
    const shared = webhook && page?.port === webhook.port && page.host === host ? page : null;
    if (webhook) {
      const { url, port, secret = identity.webhookSecret } = webhook;
      const route = { path: new URL(url).pathname, secret, accept: intake.accept, failed };
      // People who may see the page may not see the metrics.
      const hasMetrics = metricsPort === undefined && !shared;
      const fetch = botRoutes({
        webhook: route,
        notReady,
        metrics: hasMetrics ? figures : null,
        otherwise: shared?.fetch ?? null,
      });
      all.push({ host, port, fetch, settings: 'WEBHOOK_PORT, HTTP_HOST' });
    }
    if (metricsPort !== undefined) {
      const fetch = botRoutes({ webhook: null, notReady, metrics: figures, otherwise: null });
      all.push({ host, port: metricsPort, fetch, settings: 'METRICS_PORT, HTTP_HOST' });
    }
    if (page && !shared) all.push(page);
    return all;
  }

  async function receive(): Promise<void> {
    if (settings.webhook) {
      await sender.call('setWebhook', {
        url: settings.webhook.url,
        secret_token: settings.webhook.secret ?? identity.webhookSecret,
        allowed_updates: ALLOWED_UPDATES,
      });
      return;
    }
    try {
      await sender.call('deleteWebhook', {});
    } catch (error) {
      // A server without webhooks has none to delete. If one remains, the first poll says so (409).
      if (!(error instanceof CallError) || error.failure !== 'refused') throw error;
      log.warn({ err: error }, 'the webhook could not be deleted; polling all the same');
    }
    polledAt = performance.now();
    polling = poll({
      call: telegram.call,
      log,
      signal: receiving.signal,
      accept: intake.accept,
      room: () => queues.room(receiving.signal),
      polled() {
        polledAt = performance.now();
      },
    }).catch((error) => {
      // Stops the bot first: the caller who waits for `ended` may then close what the bot uses.
      log.error({ err: error }, 'updates can no longer be fetched');
      void Promise.resolve().then(() => shutDown('polling ended').then(() => end.reject(error)));
    });
  }

  async function begin(): Promise<void> {
    me = await sender.call<UserFromGetMe>('getMe', {});
    telegram.setMe(me);
    servers.push(...(await listenAll(listeners())));
    await purgeOrSay();
    const left = await onceAvailable(intake.resume, log, receiving.signal);
    if (left > 0) log.info({ updates: left }, 'taking up what was left unfinished');
    await receive();
    // The bot was stopped meanwhile.
    if (receiving.signal.aborted) return;
    intake.watch();
    timers.push(setInterval(purgeOrSay, PURGE_EVERY_MS));
    services.background(setProfile(services));
    if (additions) services.background(additions.resume());
    log.info({ username: me.username, by: settings.webhook ? 'webhook' : 'polling' }, 'started');
  }

  async function shutDown(reason: string): Promise<void> {
    stopping ??= (async () => {
      log.info({ reason, queued: queues.size }, 'stopping');
      const deadline = performance.now() + settings.shutdownGraceMs;
      receiving.abort();
      intake.close();
      additions?.stop();
      for (const timer of timers) clearInterval(timer);
      await Promise.all([polling, ...servers.map((server) => server.close())]);
      const finished = await queues.drain(Math.max(0, deadline - performance.now()));
      if (!finished) {
        log.warn({ queued: queues.size }, 'some updates wait for the next start');
        queues.clear();
      }
      await sender.stop(ANSWERED_WITHIN_MS);
      await queues.drain(SETTLE_MS);
      await intake.leave().catch((error) => log.warn({ err: error }, 'what is left waits a while'));
      log.info({ reason }, 'stopped');
    })();
    await stopping;
  }

  return {
    ended,
    get ports() {
      return servers.map(({ port }) => port);
    },
    async start() {
      try {
        await begin();
      } catch (error) {
        await Promise.all(servers.map((server) => server.close()));
        throw error;
      }
    },
    async stop(reason) {
      await shutDown(reason);
      end.resolve();
    },
  };
}
