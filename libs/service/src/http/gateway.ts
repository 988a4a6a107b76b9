import type { HttpBindings } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { AppError, type NewId } from '@waystream/core';
import type { Log } from '../log.js';
import type { CommonMetrics } from '../metrics.js';
import { accompanyRequest, type Phase } from './accompany-request.js';
import type { Authenticator } from './authenticator.js';
import { docsRoutes, type OpenApiInfo } from './docs-routes.js';
import { exchangeOf, type GatewayContext, type GatewayEnv } from './exchange.js';
import { type HealthChecks, healthRoutes } from './health-routes.js';
import { invalidContent, problemOf, problemResponse } from './problem.js';
import { checkRoutesAreGuarded } from './require-permission.js';

/** The Hono app of a service. Routes are mounted on it by functions of this shape. */
export type GatewayApp = OpenAPIHono<GatewayEnv>;
export type Routes = (app: GatewayApp) => void;

export interface Gateway {
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
}

const OPERATIONAL_PATHS = new Set(['/healthz', '/readyz', '/metrics']);

/** Builds the HTTP side of a service: operational routes, documentation, errors, and the service's own routes behind guards. */
export function createGateway(options: {
  info: OpenApiInfo;
  routes: readonly Routes[];
  health: HealthChecks;
  authenticate: Authenticator;
  metrics: CommonMetrics;
  log: Log;
  phase: Phase;
  newId: NewId;
}): Gateway {
  const { routes, metrics, phase, info } = options;
  const app: GatewayApp = new OpenAPIHono<GatewayEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidContent(result.error, result.target);
    },
  });
  app.use('*', accompanyRequest({ ...options, operationalPaths: OPERATIONAL_PATHS }));
  app.onError((error, c) => problemOf(error, exchangeOf(c).requestId));
  app.notFound((c) => refuseUnknownRoute(app, c));
  healthRoutes(options.health, phase, metrics)(app);
  docsRoutes(info)(app);
  for (const mount of routes) mount(app);
  checkRoutesAreGuarded(app.routes);
  return { fetch: (request, bindings) => app.fetch(request, bindings) };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** 405 with `Allow` when the path exists under another method, else 404. */
function refuseUnknownRoute(app: GatewayApp, c: GatewayContext): Response {
  const { requestId } = exchangeOf(c);
  const allowed = METHODS.filter((method) =>
    app.router.match(method, c.req.path)[0].some(([[, route]]) => route.method !== 'ALL'),
  );
  if (allowed.length === 0 || allowed.some((method) => method === c.req.method)) {
    return problemOf(new AppError('notFound', 'There is no such address.'), requestId);
  }
  const problem = { title: 'The method is not allowed here', status: 405, code: 'methodNotAllowed', requestId };
  return problemResponse(problem, { Allow: allowed.join(', ') });
}
