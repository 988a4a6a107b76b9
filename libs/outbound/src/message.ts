import type { Injection } from './authentication.js';
import type { CallRequest } from './call.js';

/** One request as it goes over the wire. */
export interface Message {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Headers that belong to the connection and not to the caller. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export function plainMessage(request: CallRequest, url: URL): Message {
  const { method, body, idempotencyKey, traceparent } = request;
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'waystream' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  for (const name in request.headers) {
    const value = request.headers[name];
    const lower = name.toLowerCase();
    if (value !== undefined && !CONNECTION_HEADERS.has(lower)) headers[lower] = value;
  }
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  if (traceparent !== undefined) headers.traceparent = traceparent;
  const path = withQuery(url.pathname + url.search, request.query);
  return { method, path, headers, body: body === undefined ? null : JSON.stringify(body) };
}

export function withInjection(message: Message, { headers, query }: Injection): Message {
  if (!headers && !query) return message;
  return { ...message, headers: { ...message.headers, ...headers }, path: withQuery(message.path, query) };
}

function withQuery(path: string, query: Readonly<Record<string, string>> | undefined): string {
  if (!query) return path;
  const added = new URLSearchParams(query).toString();
  if (added === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}${added}`;
}
