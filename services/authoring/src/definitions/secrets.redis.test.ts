import type { JsonObject } from '@waystream/core';
import { createLog } from '@waystream/service';
import { expect, test } from 'vitest';
import { pushAction } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const lines: string[] = [];
const log = createLog({
  service: 'authoring',
  level: 'trace',
  clock: { now: () => 0, wakeAt: () => () => undefined },
  destination: { write: (line) => void lines.push(line) },
});
const sandbox = useAuthoring({ log });

const SECRET = 'correct-horse-battery';
const TOKEN_CALL: JsonObject = {
  type: 'custom',
  endpoint: 'https://auth.example/token',
  method: 'POST',
  headers: { authorization: SECRET },
  body: { bodyType: 'form', bodyParams: { grant_type: 'client_credentials', client_secret: SECRET } },
  tokenInResponse: 'json://access_token',
};

test.each([
  ['basic', { type: 'basic', username: 'u', password: SECRET }],
  ['apiKey', { type: 'apiKey', name: 'x-api-key', value: SECRET, location: 'header' }],
  ['custom', TOKEN_CALL],
])('Secrets of %s authentication are written and never shown or logged', async (type, authentication) => {
  const client = sandbox(`secrets-${type.toLowerCase()}`);
  const weather = { name: 'Weather', url: 'https://weather.example', authentication };
  const answers = [
    await client.post('/dataSources', weather),
    await client.post('/actions', pushAction({ authentication })),
    await client.get('/dataSources/Weather'),
    await client.get('/dataSources'),
    await client.get('/actions/SendPush'),
    await client.put('/actions/SendPush', pushAction({ authentication })),
    await client.put('/actions/SendPush', pushAction({ authentication, colour: 'red' })),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 200, 200, 200, 422]);
  expect(JSON.stringify(answers)).not.toContain(SECRET);
  expect(lines.join('')).not.toContain(SECRET);
});

test('What was read can be sent back and keeps its secret', async () => {
  const client = sandbox('kept');
  const created = await client.post('/actions', pushAction());
  expect(created.body.authentication).toMatchObject({ name: 'x-api-key', value: '***' });
  const kept = await client.put('/actions/SendPush', { ...created.body, url: 'https://push.example/v2' });
  expect(kept).toMatchObject({
    status: 200,
    body: { url: 'https://push.example/v2', authentication: { value: '***' } },
  });
});

test('A placeholder without a stored secret is refused', async () => {
  const client = sandbox('missing');
  const authentication = { type: 'basic', username: 'u', password: '***' };
  const missing = { status: 422, body: { errors: [{ path: '/authentication/password', code: 'secretMissing' }] } };
  expect(await client.post('/actions', pushAction({ authentication }))).toMatchObject(missing);
  await client.post('/actions', pushAction());
  expect(await client.put('/actions/SendPush', pushAction({ authentication }))).toMatchObject(missing);
});
