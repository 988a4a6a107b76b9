import { startService } from '@waystream/service';
import { redisSandbox, startRedis } from '@waystream/testing';
import { expect, test } from 'vitest';
import { authoring } from './authoring.js';
import { authoringEnvironment, clientOf } from './start-authoring.test.js';

test('Every address is described with its body, its access and its tag', async () => {
  const service = await startService(authoring, { environment: authoringEnvironment() });
  const document = await (await fetch(`${service.url}/openapi.json`)).json();
  await service.stop();
  const own = Object.keys(document.paths).filter((path) => path.startsWith('/authoring'));
  expect(own.sort()).toEqual([
    '/authoring/actions',
    '/authoring/actions/{name}',
    '/authoring/audiences',
    '/authoring/audiences/{name}',
    '/authoring/dataSources',
    '/authoring/dataSources/{dataSource}/fieldGroups',
    '/authoring/dataSources/{dataSource}/fieldGroups/{name}',
    '/authoring/dataSources/{name}',
    '/authoring/events',
    '/authoring/events/{name}',
    '/authoring/events/{name}/payload',
    '/authoring/expressions/check',
    '/authoring/expressions/evaluate',
    '/authoring/inlets',
    '/authoring/inlets/{name}',
    '/authoring/journeyVersions/{uid}',
    '/authoring/journeyVersions/{uid}/close',
    '/authoring/journeyVersions/{uid}/log',
    '/authoring/journeyVersions/{uid}/pause',
    '/authoring/journeyVersions/{uid}/publish',
    '/authoring/journeyVersions/{uid}/resume',
    '/authoring/journeyVersions/{uid}/simulate',
    '/authoring/journeyVersions/{uid}/stop',
    '/authoring/journeyVersions/{uid}/test',
    '/authoring/journeyVersions/{uid}/validate',
    '/authoring/journeys',
    '/authoring/journeys/schema',
    '/authoring/journeys/{uid}',
    '/authoring/journeys/{uid}/latest',
    '/authoring/journeys/{uid}/versions',
    '/authoring/namespaces',
    '/authoring/schemas',
    '/authoring/schemas/{name}',
    '/authoring/templates',
    '/authoring/templates/{name}',
  ]);
  const create = document.paths['/authoring/events'].post;
  expect(create).toMatchObject({ tags: ['Events'], 'x-waystream-access': 'configuration.manage' });
  const { schema } = create.requestBody.content['application/json'];
  expect(schema.required).toEqual(expect.arrayContaining(['name', 'idType', 'schema']));
  expect(document.paths['/authoring/journeyVersions/{uid}/publish'].post).toMatchObject({
    'x-waystream-access': 'journeys.publish',
    summary: expect.any(String),
  });
});

test('While Redis is away definitions can be read, and writing is refused for now', async () => {
  const redis = await startRedis();
  const environment = {
    ...redisSandbox(redis.url).environment,
    WAYSTREAM_KEY_PREFIX: 'away',
    WAYSTREAM_LOG_LEVEL: 'fatal',
  };
  const service = await startService(authoring, { environment });
  const client = clientOf(service.url, 'prod');
  expect(await client.post('/inlets', { name: 'shop' })).toMatchObject({ status: 201 });
  await redis.stop();
  const refused = await client.post('/inlets', { name: 'late' });
  expect(refused).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'unavailable' } });
  expect(await client.get('/inlets/shop')).toMatchObject({ status: 200 });
  expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
  await service.stop();
});
