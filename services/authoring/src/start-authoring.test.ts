import { type Clock, isJsonObject, type Json, type JsonObject, parseJson } from '@waystream/core';
import { type Log, startService } from '@waystream/service';
import { redisSandbox } from '@waystream/testing';
import { afterAll, beforeAll } from 'vitest';
import { authoring } from './authoring.js';

export interface Reply {
  status: number;
  body: JsonObject;
  etag: string | undefined;
  location: string | undefined;
  type: string | undefined;
  retryAfter: string | undefined;
}

/** The gateway as a client sees it, in one sandbox. Paths are those behind the base path. */
export interface Client {
  get(path: string): Promise<Reply>;
  post(path: string, body?: Json): Promise<Reply>;
  put(path: string, body: Json, ifMatch?: string): Promise<Reply>;
  remove(path: string, ifMatch?: string): Promise<Reply>;
  /** A request as it is, for what a well-behaved client does not send. */
  send(path: string, request: RequestInit): Promise<Reply>;
}

/** Starts the gateway for the tests of a file, on the Redis of the suite; each test takes a sandbox of its own from it. */
export function useAuthoring(
  options: { environment?: Record<string, string>; clock?: Clock; log?: Log } = {},
): (sandbox: string) => Client {
  let url = '';
  let stop = async (): Promise<unknown> => undefined;
  beforeAll(async () => {
    const environment = { ...authoringEnvironment(), ...options.environment };
    const service = await startService(authoring, { ...options, environment });
    url = service.url;
    stop = service.stop;
  });
  afterAll(() => stop());
  return (sandbox) => clientOf(url, sandbox);
}

/** A place of its own in the Redis of the suite. */
export function authoringEnvironment(): Record<string, string> {
  const { environment, keyPrefix } = redisSandbox();
  return { ...environment, WAYSTREAM_KEY_PREFIX: keyPrefix.toLowerCase() };
}

export function clientOf(url: string, sandbox: string): Client {
  const send = async (path: string, request: RequestInit) => {
    const headers = { 'x-sandbox-name': sandbox, 'content-type': 'application/json', ...request.headers };
    return replyOf(await fetch(`${url}/authoring${path}`, { ...request, headers }));
  };
  const condition = (ifMatch: string | undefined) => (ifMatch === undefined ? {} : { 'if-match': ifMatch });
  return {
    send,
    get: (path) => send(path, { method: 'GET' }),
    post: (path, body) => send(path, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) }),
    put: (path, body, ifMatch) =>
      send(path, { method: 'PUT', body: JSON.stringify(body), headers: condition(ifMatch) }),
    remove: (path, ifMatch) => send(path, { method: 'DELETE', headers: condition(ifMatch) }),
  };
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const body = text === '' ? {} : parseJson(text);
  const header = (name: string) => response.headers.get(name) ?? undefined;
  return {
    status: response.status,
    body: isJsonObject(body) ? body : {},
    etag: header('etag'),
    location: header('location'),
    type: header('content-type'),
    retryAfter: header('retry-after'),
  };
}
