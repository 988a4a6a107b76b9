import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type Json, parseJson } from '@waystream/core';

/** A request that the endpoint has received. */
export interface ReceivedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: Json;
}

export interface EndpointAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: Json;
}

/** A real HTTP server on loopback that answers as a test tells it and remembers what it was asked. */
export interface HttpEndpoint {
  url: string;
  received: ReceivedRequest[];
  /** How requests are answered from now on; the answer may wait. */
  answerWith(answer: (request: ReceivedRequest) => EndpointAnswer | Promise<EndpointAnswer>): void;
  close(): Promise<void>;
}

export async function startEndpoint(): Promise<HttpEndpoint> {
  const received: ReceivedRequest[] = [];
  let answer: (request: ReceivedRequest) => EndpointAnswer | Promise<EndpointAnswer> = () => ({});
  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming);
    received.push(request);
    const { status = 200, headers = {}, body = {} } = await answer(request);
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the endpoint has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    answerWith(next) {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://endpoint');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: text === '' ? null : parseJson(text),
  };
}
