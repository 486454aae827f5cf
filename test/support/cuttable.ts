/** A line to a server on loopback that a test can cut, mend, and hold up. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttableLine {
  /** The URL of the server, by way of this line. */
  readonly url: string;
  /** Breaks what is connected and refuses what comes. */
  cut(): Promise<void>;
  /** Takes connections and lets nothing through, as a network that lost its way does. */
  stall(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function cuttableLine(url: string): Promise<CuttableLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let stalled = false;
  const make = () =>
    createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.on('data', (data) => !stalled && far.write(data));
      far.on('data', (data) => !stalled && near.write(data));
    });
  let server = make().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const through = new URL(url);
  through.port = String(port);
  const cut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: through.href,
    cut,
    stall() {
      stalled = true;
    },
    async mend() {
      stalled = false;
      for (const socket of sockets) socket.destroy();
      if (server.listening) return;
      server = make().listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: cut,
  };
}
