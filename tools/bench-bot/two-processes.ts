/** Two bot processes behind one webhook, one of them ended in the middle, and started again or not. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBotApi } from '#bot-api-double';
import { createIdentity } from '../../src/bot/identity.ts';
import { openPostgresState } from '../../src/bot/state/postgres.ts';
import { TOKEN } from '../lib/bot-settings.ts';
import type { ChildTask } from './postgres-bot-child.ts';
import { recordSends } from './sends.ts';

const CHILD = new URL('./postgres-bot-child.ts', import.meta.url);
const PATH = '/webhook';
/** What the living process has sent is written down by then; what the dead one had not, never is. */
const WRITTEN_DOWN_MS = 500;

export interface ProcessesOptions {
  readonly databaseUrl: string;
  /** Names for the processes, if the database cannot tell them apart. */
  readonly instances?: readonly [string, string];
  readonly chats: number;
  readonly updates: number;
  readonly answerMs: number;
  readonly timeoutMs: number;
  /** How the one is ended. Default: SIGKILL. */
  readonly signal?: 'SIGKILL' | 'SIGTERM' | undefined;
  /** Whether it is started again. Default: true. */
  readonly again?: boolean | undefined;
}

export interface ProcessesFigures {
  readonly updates: number;
  readonly answered: number;
  readonly once: number;
  /** Answered again because the process was killed between the send and its record, as the state shows. */
  readonly twiceAfterKill: number;
  /** Answered again without that doubt. */
  readonly twiceWithoutDoubt: number;
  /** Chats in which an answer came before that to an earlier question. */
  readonly outOfOrder: number;
  /** Sent by the killed process and not recorded: how often the doubt arose. */
  readonly doubts: number;
  /** From the end of the one to the next answer in each chat that had questions left. */
  readonly waitsMs: { readonly p50: number; readonly p95: number; readonly max: number };
  /** Updates that each process took in. */
  readonly taken: readonly number[];
  readonly seconds: number;
}

/** Hands requests to the two in turn; one that cannot be reached is passed over. */
async function balancer(ports: readonly number[]) {
  const taken = ports.map(() => 0);
  let turn = 0;
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    for (let tries = 0; tries < ports.length; tries += 1) {
      const target = turn;
      turn = (turn + 1) % ports.length;
      const status = await new Promise<number | undefined>((resolve) => {
        const { method, headers, url } = incoming;
        const to = request({ host: '127.0.0.1', port: ports[target], path: url, method, headers });
        to.on('response', (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode));
          response.on('error', () => resolve(undefined));
        });
        to.on('error', () => resolve(undefined));
        to.end(body);
      });
      if (status === undefined) continue;
      if (status === 200) taken[target]! += 1;
      outgoing.writeHead(status).end();
      return;
    }
    outgoing.writeHead(502).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${PATH}`, taken, close: () => server.close() };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports;
}

/** Of these answers, each a chat and the question's message, those that the state does not know. */
async function findUnrecorded(url: string, keys: readonly string[]): Promise<Set<string>> {
  const identity = createIdentity(TOKEN);
  const state = await openPostgresState({ url, bot: Number.parseInt(TOKEN, 10), instance: 'look' });
  const missing = new Set<string>();
  for (const key of keys) {
    const [chat, id] = key.split(' ').map(Number);
    const record = await state.answerTo(identity.fingerprint('chat', chat!), id!);
    if (record === undefined) missing.add(key);
  }
  await state.close();
  return missing;
}

export async function runTwoProcesses(options: ProcessesOptions): Promise<ProcessesFigures> {
  const { chats, updates, timeoutMs } = options;
  const api = await startBotApi({ token: TOKEN });
  const ports = await freePorts(2);
  const front = await balancer(ports);
  const children: ChildProcess[] = [];
  const start = async (which: 0 | 1) => {
    const task: ChildTask = {
      token: TOKEN,
      apiRoot: api.url,
      webhookUrl: front.url,
      port: ports[which]!,
      databaseUrl: options.databaseUrl,
      instance: options.instances?.[which],
      answerMs: options.answerMs,
    };
    const child = fork(CHILD, [JSON.stringify(task)], { execArgv: ['--import', 'tsx'] });
    children[which] = child;
    const died = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`a bot ended with ${code ?? signal} before it started`);
    });
    died.catch(() => {});
    await Promise.race([once(child, 'message'), died]);
  };
  const { byQuestion: sends, outOfOrder } = recordSends(api);
  try {
    await start(0);
    await start(1);
    const before = performance.now();
    const people = Array.from({ length: chats }, () => api.person());
    const asked = Array.from({ length: updates }, (_, n) => {
      const person = people[n % chats]!;
      return `${person.id} ${person.sends(`متى ثار بركان في آيسلندا؟ ${n}`).message_id}`;
    });
    const answered = () => asked.filter((key) => sends.has(key)).length;
    await api.waitFor(() => answered() >= updates / 2, { timeoutMs, what: 'half of the answers' });
    const killed = once(children[0]!, 'exit');
    children[0]!.kill(options.signal ?? 'SIGKILL');
    await killed;
    const killedAt = performance.now();
    const sentBefore = [...sends];
    await new Promise((resolve) => setTimeout(resolve, WRITTEN_DOWN_MS));
    const unrecorded = await findUnrecorded(
      options.databaseUrl,
      sentBefore.map(([key]) => key),
    );
    for (const [key, list] of sentBefore) list.at(-1)!.recorded = !unrecorded.has(key);
    if (options.again ?? true) await start(0);
    await api.waitFor(() => answered() === updates, { timeoutMs, what: 'the last answers' });
    const seconds = (performance.now() - before) / 1_000;
    // A second answer that is still on its way shows itself.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    api.assertNoViolations();
    let [one, afterKill, withoutDoubt] = [0, 0, 0];
    for (const key of asked) {
      const calls = sends.get(key)!;
      if (calls.length === 1) one += 1;
      for (const { recorded } of calls.slice(0, -1)) {
        if (recorded === false) afterKill += 1;
        else withoutDoubt += 1;
      }
    }
    const next = new Map<number, number>();
    for (const { call } of [...sends.values()].flat()) {
      const { chat_id } = call.params as { chat_id: number };
      const waitMs = call.atMs - killedAt;
      if (waitMs > 0) next.set(chat_id, Math.min(waitMs, next.get(chat_id) ?? waitMs));
    }
    const waits = [...next.values()].sort((a, b) => a - b);
    const wait = (share: number) => Math.round(waits[Math.ceil(share * waits.length) - 1] ?? 0);
    return {
      updates,
      answered: answered(),
      once: one,
      twiceAfterKill: afterKill,
      twiceWithoutDoubt: withoutDoubt,
      outOfOrder: outOfOrder(),
      doubts: unrecorded.size,
      waitsMs: { p50: wait(0.5), p95: wait(0.95), max: wait(1) },
      taken: front.taken,
      seconds: Math.round(seconds * 10) / 10,
    };
  } finally {
    for (const child of children) child?.kill('SIGKILL');
    front.close();
    await api.close();
  }
}
