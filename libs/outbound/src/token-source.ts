import { type Clock, canonicalJson, isJsonObject, type Json, parseJson } from '@waystream/core';
import { type CustomAuthentication, tokenLifeMs } from './authentication.js';
import type { CallCode } from './call.js';
import { type Deadline, openDeadline } from './deadline.js';
import type { Message } from './message.js';
import { isRetryableStatus } from './retry-rule.js';
import type { Send } from './send.js';

type TokenResult =
  | { kind: 'token'; token: string; cached: boolean }
  | { kind: 'failed'; code: CallCode; mayRecover: boolean };

export interface TokenSource {
  /** A token for a call; `undefined` when the call's time is up first. */
  take(authentication: CustomAuthentication, deadline: Deadline): Promise<TokenResult | undefined>;
  /** Drops a token that the other side no longer accepts. */
  forget(authentication: CustomAuthentication, token: string): void;
}

/** A token is awaited this long, whatever the call that asked first has left: others wait for the same one. */
const LONGEST_FETCH_MS = 10_000;
const MOST_TOKENS = 1_000;
const MOST_TOKEN_BYTES = 64 * 1024;

/** Fetches each token once for all calls that need it at the same time, and keeps it for its configured life. */
export function createTokenSource({ send, clock }: { send: Send; clock: Clock }): TokenSource {
  const kept = new Map<string, { token: string; untilMs: number }>();
  const flights = new Map<string, Promise<TokenResult>>();

  async function fetchToken(key: string, authentication: CustomAuthentication): Promise<TokenResult> {
    const deadline = openDeadline(clock, clock.now() + LONGEST_FETCH_MS);
    try {
      const result = await requestToken(send, authentication, deadline);
      const lifeMs = tokenLifeMs(authentication);
      if (result.kind === 'token' && lifeMs > 0) keep(key, { token: result.token, untilMs: clock.now() + lifeMs });
      return result;
    } finally {
      deadline.close();
      flights.delete(key);
    }
  }

  function keep(key: string, entry: { token: string; untilMs: number }): void {
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > MOST_TOKENS && oldest !== undefined) kept.delete(oldest);
  }

  return {
    async take(authentication, deadline) {
      const key = keyOf(authentication);
      const entry = kept.get(key);
      if (entry && entry.untilMs > clock.now()) return { kind: 'token', token: entry.token, cached: true };
      const flight = flights.get(key) ?? fetchToken(key, authentication);
      flights.set(key, flight);
      return deadline.orExpired(flight);
    },
    forget(authentication, token) {
      const key = keyOf(authentication);
      if (kept.get(key)?.token === token) kept.delete(key);
    },
  };
}

/** A changed configuration is another token. */
function keyOf(authentication: CustomAuthentication): string {
  const plain: Json = JSON.parse(JSON.stringify(authentication));
  return canonicalJson(plain);
}

async function requestToken(send: Send, auth: CustomAuthentication, deadline: Deadline): Promise<TokenResult> {
  const url = URL.canParse(auth.endpoint) ? new URL(auth.endpoint) : undefined;
  if (!url) return { kind: 'failed', code: 'invalidRequest', mayRecover: false };
  const answer = await send(url, tokenMessage(auth, url), deadline, MOST_TOKEN_BYTES);
  switch (answer.kind) {
    case 'refused':
      return { kind: 'failed', code: answer.code, mayRecover: answer.mayRecover };
    case 'expired':
      return { kind: 'failed', code: 'tokenRefused', mayRecover: true };
    case 'answered': {
      const succeeded = answer.httpStatus >= 200 && answer.httpStatus < 300;
      const token = succeeded ? readToken(auth.tokenInResponse, answer.bytes?.toString('utf8') ?? '') : undefined;
      if (token !== undefined) return { kind: 'token', token, cached: false };
      return { kind: 'failed', code: 'tokenRefused', mayRecover: isRetryableStatus(answer.httpStatus) };
    }
  }
}

function tokenMessage({ method, headers = {}, body }: CustomAuthentication, url: URL): Message {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const path = url.pathname + url.search;
  if (method === 'GET' || !body) return { method, path, headers: own, body: null };
  const form = body.bodyType === 'form';
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const text = form ? formText(body.bodyParams) : JSON.stringify(body.bodyParams);
  return { method, path, headers: { 'content-type': type, ...own }, body: text };
}

function formText(parameters: Readonly<Record<string, Json | undefined>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form.toString();
}

/** Finds the token as `tokenInResponse` says. Numbers count as text; anything else is no token. */
export function readToken(tokenInResponse: string, text: string): string | undefined {
  if (tokenInResponse === 'response') return text.trim() || undefined;
  const path = /^json:\/\/(.+)$/.exec(tokenInResponse)?.[1]?.split(/[./]/).filter(Boolean) ?? [];
  let value: Json | undefined;
  try {
    value = parseJson(text);
  } catch {
    return undefined;
  }
  for (const field of path) value = isJsonObject(value) ? value[field] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
