import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting, pushAction } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

test('An action in use may move and get further headers, and nothing else', async () => {
  const client = sandbox('used');
  await furnishLobby(client);
  const { body } = await client.post('/journeys', greeting());
  await client.post(`/journeyVersions/${body.versionUid}/publish`);
  const put = (more: JsonObject) => client.put('/actions/SendPush', pushAction(more));
  const headers = { 'x-app': 'marlton', 'x-trace': { variable: { label: 'Trace', type: 'string' } } };

  const authentication = { type: 'basic', username: 'u', password: 'p' };
  const moved = { description: 'Now elsewhere', url: 'https://push.example/v2', authentication };
  expect(await put({ ...moved, headers: { ...headers, 'x-new': '1' } })).toMatchObject({ status: 200 });
  const later = { ...headers, 'x-new': '1' };
  expect(await put({ headers: { ...later, 'x-app': 'other' } })).toMatchObject({
    status: 409,
    body: { code: 'inUse', errors: [{ path: '/headers/x-app', code: 'fixed' }] },
  });
  expect(await put({ headers })).toMatchObject({ status: 409, body: { errors: [{ path: '/headers/x-new' }] } });
  expect(await put({ headers: later, method: 'PUT', payload: {} })).toMatchObject({
    status: 409,
    body: { errors: [{ path: '/method' }, { path: '/payload' }] },
  });
  const refused = await client.remove('/actions/SendPush');
  expect(refused).toMatchObject({ status: 409, body: { code: 'inUse' } });
  expect(refused.body.detail).toContain('it is used by the journey "Greeting" (version 1, live)');
  expect((await client.get('/actions/SendEmail')).body.usedIn).toEqual([]);
});
