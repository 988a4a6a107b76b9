import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { GatewayContext, GatewayEnv } from './exchange.js';
import type { GatewayApp } from './gateway.js';
import { MESSAGE_BYTES, parseBody, readText } from './read-body.js';
import { type Access, requirePermission } from './require-permission.js';

/** What a service says about one of its routes; `access` has no default on purpose. */
type RouteDescription = Omit<RouteConfig, 'middleware' | 'security'>;

export interface RouteTerms {
  readonly access: Access;
  /** Largest body in bytes; 1 MiB unless told. */
  readonly maxBytes?: number;
}

/**
 * A route for `app.openapi`: guarded, documented with its permission and its refusals, and with a body that is limited and
 * decompressed before zod sees it.
 */
export function defineRoute<P extends string, const R extends Omit<RouteDescription, 'path'> & { path: P }>(
  { access, maxBytes = MESSAGE_BYTES }: RouteTerms,
  route: R,
) {
  const body = route.request?.body ? [limitBody(maxBytes)] : [];
  return createRoute<P, R & { middleware: MiddlewareHandler<GatewayEnv>[] }>({
    ...route,
    ...documentAccess(access),
    responses: { ...route.responses, ...PROBLEMS },
    middleware: [requirePermission(access), ...body],
  });
}

/**
 * Mounts a route that reads and checks its body itself: documented and guarded like the others, without the cost of zod. For the
 * paths that producers call thousands of times a second.
 */
export function mountRawRoute(
  app: GatewayApp,
  { access }: Pick<RouteTerms, 'access'>,
  route: RouteDescription,
  handler: (c: GatewayContext) => Response | Promise<Response>,
): void {
  app.openAPIRegistry.registerPath({
    ...route,
    ...documentAccess(access),
    responses: { ...route.responses, ...PROBLEMS },
  });
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\/{(.+?)}/g, '/:$1'), requirePermission(access), handler);
}

/** Hands the limited, decompressed text to Hono, from whose cache the validators take it. */
function limitBody(maxBytes: number): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const text = await readText(c, maxBytes);
    if (/^application\/([\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) parseBody(text);
    Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
    await next();
  };
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

const PROBLEMS = {
  '4XX': { description: 'Refused', content: { 'application/problem+json': { schema: problemSchema } } },
  '5XX': { description: 'Failed', content: { 'application/problem+json': { schema: problemSchema } } },
};

function documentAccess(access: Access) {
  const security: Record<string, string[]>[] = access === 'open' ? [] : [{ bearer: [] }, { apiKey: [] }];
  return { security, 'x-waystream-access': access };
}
