import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '@waystream/core';
import { onTestFinished } from 'vitest';
import { createEgressPolicy, createOutbound, type Outbound } from './index.js';

export interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** A third party on loopback that gives the answers in turn, the last one again and again, and keeps what it received. */
export async function endpoint(...answers: Answer[]) {
  const received: Received[] = [];
  const sockets = new Set<object>();
  const server = createServer(async (request, response) => {
    sockets.add(request.socket);
    let body = '';
    for await (const chunk of request) body += chunk;
    const seen = { method: request.method, url: request.url, headers: request.headers, body };
    received.push(seen);
    const answer = answers[Math.min(received.length, answers.length) - 1];
    answer?.(response, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}`, port, received, connections: () => sockets.size };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export const silence: Answer = () => {};
export const hangUp: Answer = (response) => response.destroy();

export function outbound(options: Partial<Parameters<typeof createOutbound>[0]> = {}): Outbound {
  const created = createOutbound({
    policy: createEgressPolicy({ environment: 'development', allow: [] }),
    clock: systemClock,
    random: () => 0,
    ...options,
  });
  onTestFinished(() => created.close());
  return created;
}

/** The clock of the machine, put forward by `advance`. Timers keep their real length. */
export function shiftedClock(): Clock & { advance(ms: number): void } {
  let shiftMs = 0;
  return {
    now: () => systemClock.now() + shiftMs,
    wakeAt: (atMs, wake) => systemClock.wakeAt(atMs - shiftMs, wake),
    advance: (ms) => {
      shiftMs += ms;
    },
  };
}
