/**
 * How much the server's checks cost: `sendMessage` with entities and buttons, against a bare HTTP
 * server that parses the body and says yes. Both in this process, in turns; the ratio is what
 * counts. `npx tsx packages/bot-api-double/bench.ts`
 */

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBotApi } from './src/index.ts';

const CALLS = 5000;
const CONNECTIONS = 32;
const CHATS = 50;
const ROUNDS = 5;

const text = 'الرباط عاصمة المغرب، وأكبر مدنه الدار البيضاء. '.repeat(6);
const message = {
  text,
  entities: [
    { type: 'blockquote', offset: 0, length: text.length - 1 },
    { type: 'bold', offset: 0, length: 6 },
  ],
  reply_markup: {
    inline_keyboard: [
      [
        { text: 'افتح', url: 'https://example.com/a#:~:text=x' },
        { text: 'نعم', callback_data: 'v1:up:123' },
        { text: 'لا', callback_data: 'v1:down:123' },
      ],
    ],
  },
};

async function bareServer(): Promise<{ url: string; close: () => void }> {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const result: unknown = JSON.parse(Buffer.concat(chunks).toString());
    response.end(JSON.stringify({ ok: true, result }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function send(url: string, chatId: number): Promise<void> {
  const body = JSON.stringify({ chat_id: chatId, ...message });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/bot1:a/sendMessage`, { method: 'POST', agent, headers });
    request.on('error', reject);
    request.on('response', (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
      );
    });
    request.end(body);
  });
}

/** Microseconds of wall time a call, CONNECTIONS at a time. */
async function usPerCall(url: string): Promise<number> {
  let next = 0;
  const startMs = performance.now();
  const lane = async () => {
    while (next < CALLS) await send(url, 1001 + (next++ % CHATS));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  return ((performance.now() - startMs) * 1000) / CALLS;
}

const bare = await bareServer();
const api = await startBotApi({ token: '1:a' });
for (let i = 0; i < CHATS; i++) api.person({ started: true });

const bareUs: number[] = [];
const apiUs: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  bareUs.push(await usPerCall(bare.url));
  apiUs.push(await usPerCall(api.url));
}
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[ROUNDS >> 1]!;
const ratio = median(apiUs.map((us, i) => us / bareUs[i]!));
console.log(`bare HTTP   ${median(bareUs).toFixed(0)} µs a call`);
console.log(`this server ${median(apiUs).toFixed(0)} µs a call, ${ratio.toFixed(2)} times as long`);
console.log(
  `            ${(1e6 / median(apiUs)).toFixed(0)} calls a second, the client's work included`,
);
console.log(
  `heap        ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB after ${CALLS * ROUNDS} messages`,
);

agent.destroy();
await api.close();
bare.close();
