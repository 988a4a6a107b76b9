import type { DestinationStream } from 'pino';
import { z } from 'zod';
import {
  createLog,
  defineRoute,
  defineService,
  mountRawRoute,
  principalOf,
  type Routes,
  type RunningService,
  readJson,
  type StartedService,
  sandboxOf,
  startService,
} from './index.js';

/** A small service for the tests of the chassis; each test hands in the routes and the parts of its life that it looks at. */
export async function startSample(
  parts: Partial<RunningService> & { environment?: Record<string, string> } = {},
): Promise<StartedService<'evaluator', z.ZodObject> & { lines: Record<string, unknown>[] }> {
  const { environment = {}, ...running } = parts;
  const { lines, destination } = recordedLines();
  const clock = { now: () => Date.UTC(2026, 0, 2), wakeAt: () => () => {} };
  const definition = defineService({
    name: 'evaluator',
    settings: z.object({}),
    start: async () => ({ routes: [sampleRoutes], ready: async () => [], stop: async () => {}, ...running }),
  });
  const log = createLog({ service: 'evaluator', level: 'debug', clock, destination });
  const service = await startService(definition, { environment: { WAYSTREAM_PORT: '0', ...environment }, log });
  return { ...service, lines };
}

export function recordedLines(): { lines: Record<string, unknown>[]; destination: DestinationStream } {
  const lines: Record<string, unknown>[] = [];
  return { lines, destination: { write: (line) => void lines.push(JSON.parse(line)) } };
}

export const sampleRoutes: Routes = (app) => {
  const whoAmI = defineRoute(
    { access: 'authenticated' },
    {
      method: 'get',
      path: '/whoami',
      responses: {
        200: {
          description: 'The caller',
          content: { 'application/json': { schema: z.object({ name: z.string(), sandbox: z.string() }) } },
        },
      },
    },
  );
  app.openapi(whoAmI, (c) => c.json({ name: principalOf(c).name, sandbox: sandboxOf(c) }, 200));

  const rename = defineRoute(
    { access: 'journeys.manage', maxBytes: 200 },
    {
      method: 'put',
      path: '/journeys/{uid}',
      request: {
        params: z.object({ uid: z.string().min(3) }),
        query: z.object({ limit: z.coerce.number().max(10).optional() }),
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z.object({ name: z.string(), nodes: z.array(z.object({ id: z.string() })).default([]) }),
            },
          },
        },
      },
      responses: {
        200: { description: 'Renamed', content: { 'application/json': { schema: z.object({ name: z.string() }) } } },
      },
    },
  );
  app.openapi(rename, (c) => c.json({ name: c.req.valid('json').name }, 200));

  const echo = { method: 'post', path: '/echo', responses: { 200: { description: 'The body' } } } as const;
  mountRawRoute(app, { access: 'open' }, echo, async (c) => c.json(await readJson(c, 100)));
};
