import { isJsonObject, type Json, parseJson, type ServiceName } from '@waystream/core';
import { request } from 'undici';
import { Failure } from '../failure.js';
import type { Environment } from '../host.js';
import { describeProblem } from './describe-problem.js';
import { serviceAddress } from './service-address.js';

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With a slash at its beginning. */
  path: string;
  /** Sent as JSON. */
  body?: Json;
  /** Sent as it is, with its content type. */
  text?: { type: string; content: string };
  ifMatch?: string;
  /** Statuses that are answers rather than failures, beside 2xx. */
  expected?: readonly number[];
}

interface Answer {
  status: number;
  body: Json;
  etag: string | undefined;
}

/** The gateways as the commands call them. */
export interface Api {
  call(service: ServiceName, call: Call): Promise<Answer>;
}

const DEADLINE_MS = 30_000;

/** Throws `Failure` with the words of the refusal, or with what can be done when nobody answers. */
export function createApi(env: Environment): Api {
  const headers = {
    authorization: `Bearer ${env.WAYSTREAM_API_KEY || 'dev'}`,
    ...(env.WAYSTREAM_SANDBOX && { 'x-sandbox-name': env.WAYSTREAM_SANDBOX }),
  };
  return {
    async call(service, { method = 'GET', path, body, text, ifMatch, expected = [] }) {
      const address = serviceAddress(env, service);
      const content =
        text ?? (body === undefined ? undefined : { type: 'application/json', content: JSON.stringify(body) });
      const answer = await send(service, address + path, {
        method,
        headers: {
          ...headers,
          ...(content && { 'content-type': content.type }),
          ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        },
        body: content?.content ?? null,
      });
      if (answer.status < 300 || expected.includes(answer.status)) return answer;
      throw describeProblem(`${method} ${path}`, answer);
    },
  };
}

async function send(
  service: ServiceName,
  url: string,
  options: { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; headers: Record<string, string>; body: string | null },
): Promise<Answer> {
  try {
    const response = await request(url, { ...options, signal: AbortSignal.timeout(DEADLINE_MS) });
    const text = await response.body.text();
    const etag = response.headers.etag;
    return { status: response.statusCode, body: bodyOf(text), etag: typeof etag === 'string' ? etag : undefined };
  } catch (error) {
    const { origin } = new URL(url);
    throw new Failure(`${service} does not answer at ${origin} (${reasonOf(error)})`, {
      details: ['Is Waystream running? `npm start` starts it; WAYSTREAM_PORT_BASE says where it listens.'],
    });
  }
}

function bodyOf(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = isJsonObject(error) ? error.code : undefined;
  return typeof code === 'string' ? code : error.message || error.name;
}

/** A text that an answer must hold; throws `Failure` when the service answers in another form. */
export function textField(body: Json, field: string): string {
  const value = isJsonObject(body) ? body[field] : undefined;
  if (typeof value === 'string') return value;
  throw new Failure(`the answer holds no "${field}"; do the services and this command belong together?`);
}
