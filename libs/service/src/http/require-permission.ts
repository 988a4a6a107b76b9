import { AppError } from '@waystream/core';
import type { MiddlewareHandler } from 'hono';
import { exchangeOf, type GatewayContext, type GatewayEnv, headerOf, sandboxOf } from './exchange.js';
import type { Permission, Principal } from './permission.js';

/**
 * What a route asks of its caller: a permission in the request's sandbox, any known credentials, or nothing.
 * `open` routes check what they need themselves, such as a write key or a signed link.
 */
export type Access = Permission | 'authenticated' | 'open';

/** A handler that guards a route. Every route needs one: see `checkRoutesAreGuarded`. */
export type Guard = MiddlewareHandler<GatewayEnv> & { readonly access: Access };

export function requirePermission(access: Access): Guard {
  if (access === 'open') return Object.assign(letThrough, { access });
  const guard: MiddlewareHandler<GatewayEnv> = async (c, next) => {
    const principal = await authenticate(c);
    if (access !== 'authenticated' && !principal.can(access, sandboxOf(c))) {
      throw new AppError('forbidden', `This needs the permission "${access}" in the sandbox "${sandboxOf(c)}".`);
    }
    await next();
  };
  return Object.assign(guard, { access });
}

/** A service does not start with a route whose access nobody has decided. */
export function checkRoutesAreGuarded(routes: readonly { method: string; path: string; handler: unknown }[]): void {
  const keyOf = (route: { method: string; path: string }) => `${route.method} ${route.path}`;
  const guarded = new Set(routes.filter(({ handler }) => isGuard(handler)).map(keyOf));
  const open = routes.filter((route) => route.method !== 'ALL' && !guarded.has(keyOf(route)));
  if (open.length === 0) return;
  throw new Error(`these routes have no guard: ${[...new Set(open.map(keyOf))].join(', ')}`);
}

async function authenticate(c: GatewayContext): Promise<Principal> {
  const exchange = exchangeOf(c);
  const credentials = { key: keyOf(c), origin: headerOf(c, 'origin'), host: headerOf(c, 'host') };
  const found = exchange.authenticate(credentials);
  const principal = found instanceof Promise ? await found : found;
  if (!principal) {
    const detail =
      credentials.key === undefined ? 'Send an API key as bearer token or x-api-key.' : 'This key is not known.';
    throw new AppError('unauthorized', detail);
  }
  exchange.principal = principal;
  return principal;
}

function keyOf(c: GatewayContext): string | undefined {
  const apiKey = headerOf(c, 'x-api-key');
  if (apiKey !== undefined) return apiKey;
  const authorization = headerOf(c, 'authorization');
  if (authorization === undefined) return undefined;
  return /^Bearer +(.+)$/i.exec(authorization)?.[1] ?? authorization;
}

function isGuard(handler: unknown): handler is Guard {
  return typeof handler === 'function' && 'access' in handler;
}

const letThrough: MiddlewareHandler<GatewayEnv> = (_, next) => next();
