/** Two bot processes behind one webhook, one of them killed in the middle and started again. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Call, startBotApi } from '../../support/bot-api/index.ts';
import { TOKEN } from './harness.ts';
import type { ChildTask } from './postgres-bot-child.ts';

const CHILD = new URL('./postgres-bot-child.ts', import.meta.url);
const PATH = '/webhook';
/** A send that was answered this short a time before the kill may not have been written down. */
const KILL_DOUBT_MS = 1_000;

export interface ProcessesOptions {
  readonly databaseUrl: string;
  /** Names for the processes, where the database cannot tell them apart. */
  readonly instances?: readonly [string, string];
  readonly chats: number;
  readonly updates: number;
  readonly answerMs: number;
  readonly timeoutMs: number;
}

export interface ProcessesFigures {
  readonly updates: number;
  readonly answered: number;
  readonly once: number;
  /** Answered again because the process was killed between the send and its record. */
  readonly twiceAfterKill: number;
  /** Answered again without that doubt. */
  readonly twiceWithoutDoubt: number;
  /** Chats in which an answer came before that to an earlier question. */
  readonly outOfOrder: number;
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
  const sends = new Map<string, Call[]>();
  const order = new Map<number, number[]>();
  api.onCall((call) => {
    if (call.method !== 'sendMessage' || !call.done) return;
    const { chat_id, reply_parameters } = call.params as {
      chat_id: number;
      reply_parameters?: { message_id: number };
    };
    const id = reply_parameters?.message_id ?? 0;
    const key = `${chat_id} ${id}`;
    const known = sends.get(key);
    if (known) known.push(call);
    else {
      sends.set(key, [call]);
      order.set(chat_id, [...(order.get(chat_id) ?? []), id]);
    }
  });
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
    const killedAt = performance.now();
    children[0]!.kill('SIGKILL');
    await once(children[0]!, 'exit');
    await start(0);
    await api.waitFor(() => answered() === updates, { timeoutMs, what: 'the last answers' });
    const seconds = (performance.now() - before) / 1_000;
    // A second answer that is still on its way shows itself.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    api.assertNoViolations();
    let [one, afterKill, withoutDoubt] = [0, 0, 0];
    for (const key of asked) {
      const calls = sends.get(key)!;
      if (calls.length === 1) one += 1;
      for (const { answeredAtMs } of calls.slice(0, -1)) {
        if (answeredAtMs > killedAt - KILL_DOUBT_MS && answeredAtMs < killedAt + 200)
          afterKill += 1;
        else withoutDoubt += 1;
      }
    }
    const outOfOrder = [...order.values()].filter((ids) =>
      ids.some((id, at) => at > 0 && id < ids[at - 1]!),
    );
    return {
      updates,
      answered: answered(),
      once: one,
      twiceAfterKill: afterKill,
      twiceWithoutDoubt: withoutDoubt,
      outOfOrder: outOfOrder.length,
      taken: front.taken,
      seconds: Math.round(seconds * 10) / 10,
    };
  } finally {
    for (const child of children) child?.kill('SIGKILL');
    front.close();
    await api.close();
  }
}
