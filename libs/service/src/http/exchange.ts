import type { HttpBindings } from '@hono/node-server';
import { AppError } from '@waystream/core';
import type { Context } from 'hono';
import type { Authenticator } from './authenticator.js';
import type { Principal } from './permission.js';

/** What the chassis knows of one request. */
export interface Exchange {
  readonly requestId: string;
  /** W3C trace context of the caller, to be carried through streams and queues to the outgoing calls. */
  readonly traceparent: string | undefined;
  readonly authenticate: Authenticator;
  /** Set once a route asked for it. */
  principal: Principal | undefined;
}

export interface GatewayEnv {
  Bindings: HttpBindings;
  Variables: { exchange: Exchange };
}

export type GatewayContext = Context<GatewayEnv>;

export function exchangeOf(c: GatewayContext): Exchange {
  return c.get('exchange');
}

/** The caller that `requirePermission` let through. Throws `unauthorized` on a route that asks for none. */
export function principalOf(c: GatewayContext): Principal {
  const { principal } = exchangeOf(c);
  if (!principal) throw new AppError('unauthorized', 'This request has no credentials.');
  return principal;
}

/** A request header by its name in small letters, from node's own table: the hot path has no need of a `Headers` object. */
export function headerOf(c: GatewayContext, name: string): string | undefined {
  const value = c.env.incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

const DEFAULT_SANDBOX = 'prod';

/** The sandbox that the request is about, from `x-sandbox-name`. Throws `malformed` for a name that cannot exist. */
export function sandboxOf(c: GatewayContext): string {
  const name = headerOf(c, 'x-sandbox-name');
  if (name === undefined || name === DEFAULT_SANDBOX) return DEFAULT_SANDBOX;
  if (/^[a-z0-9-]{1,32}$/.test(name)) return name;
  const message = 'A sandbox name has 1 to 32 of the characters a-z, 0-9 and -.';
  throw new AppError('malformed', message, {
    flaws: [{ path: 'header/x-sandbox-name', code: 'sandboxName', message }],
  });
}
