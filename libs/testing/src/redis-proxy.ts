import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a Redis that a test can break: services connect to `url`, and what they say goes on to the server. */
export interface RedisProxy {
  url: string;
  /**
   * The next request that contains the text reaches the server, but its reply goes nowhere: the connection is cut once the
   * server has answered. Resolves then.
   */
  loseReplyTo(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function startRedisProxy(target: { port: number }): Promise<RedisProxy> {
  const sockets = new Set<Socket>();
  let awaited: { text: string; lost: () => void } | null = null;
  const server = createServer((client) => {
    const upstream = connect(target.port, '127.0.0.1');
    let losing: (() => void) | null = null;
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (request) => {
      if (awaited && request.includes(awaited.text)) {
        losing = awaited.lost;
        awaited = null;
      }
      upstream.write(request);
    });
    upstream.on('data', (reply) => {
      if (!losing) {
        client.write(reply);
        return;
      }
      client.destroy();
      losing();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    loseReplyTo: (text) =>
      new Promise((resolve) => {
        awaited = { text, lost: resolve };
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
