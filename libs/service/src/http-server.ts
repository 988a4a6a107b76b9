import { createServer, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import type { Gateway } from './http/gateway.js';

export interface HttpServer {
  readonly url: string;
  /** Answers with another gateway from now on. */
  serve(gateway: Gateway): void;
  /** Resolves when no request is under way. */
  idle(): Promise<void>;
  /** Accepts no more connections and resolves when the last one has ended. */
  close(): Promise<void>;
  /** Ends all connections at once. */
  destroy(): void;
}

/** A slow sender may hold a connection this long for one request. */
const LONGEST_REQUEST_MS = 60_000;
/** Longer than the idle time of the usual load balancers, so that it is they who close a connection. */
const KEEP_ALIVE_MS = 65_000;

/** Listens on the configured address. Rejects with the system's error when it is taken. */
export async function listen(first: Gateway, { host, port }: { host: string; port: number }): Promise<HttpServer> {
  let gateway = first;
  let underWay = 0;
  const waiting = new Set<() => void>();
  const answer = getRequestListener((request, bindings) => gateway.fetch(request, overHttp1(bindings)));
  const server = createServer(
    { requestTimeout: LONGEST_REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => {
      underWay++;
      outgoing.once('close', () => {
        underWay--;
        if (underWay > 0) return;
        for (const resolve of waiting) resolve();
        waiting.clear();
      });
      void answer(incoming, outgoing);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return {
    url: `http://${hostInUrl(host)}:${portOf(server.address())}`,
    serve: (next) => {
      gateway = next;
    },
    idle: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.add(resolve))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
    destroy: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The listener is shared with HTTP/2 servers; this one is made by `node:http` and so hands over nothing else. */
function overHttp1(bindings: HttpBindings | Http2Bindings): HttpBindings {
  if (isHttp1(bindings)) return bindings;
  throw new Error('the server was given an HTTP/2 request');
}

function isHttp1(bindings: HttpBindings | Http2Bindings): bindings is HttpBindings {
  return bindings.incoming instanceof IncomingMessage;
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address.port;
}
