import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { type Client, useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

test('A draft goes under test with a session of its own, and is a draft again when the test ends', async () => {
  const client = sandbox('test');
  const path = await draft(client);
  const first = await client.put(`${path}/test`, { enabled: true });
  expect(first).toMatchObject({
    status: 200,
    body: { status: 'test', test: { waitMs: 10_000, startedAt: expect.any(String) } },
  });
  const ended = await client.put(`${path}/test`, { enabled: false });
  expect(ended.body).toMatchObject({
    status: 'draft',
    testEndedAt: expect.any(String),
    document: { name: 'Greeting' },
  });
  expect(ended.body).not.toHaveProperty('test');
  const second = await client.put(`${path}/test`, { enabled: true, waitTime: 'PT1M' });
  expect(second.body).toMatchObject({ test: { waitMs: 60_000 } });
  expect(second.body.test).not.toMatchObject({ session: sessionOf(first.body) });
});

test('Switching test mode to what it is changes at most the length of waits', async () => {
  const client = sandbox('again');
  const path = await draft(client);
  expect(await client.put(`${path}/test`, { enabled: false })).toMatchObject({
    status: 200,
    body: { status: 'draft' },
  });
  const { body } = await client.put(`${path}/test`, { enabled: true });
  const slower = await client.put(`${path}/test`, { enabled: true, waitTime: 'PT30S' });
  expect(slower.body.test).toMatchObject({ waitMs: 30_000, session: sessionOf(body) });
});

test('A draft with errors is not tried out, nor with waits of no sensible length', async () => {
  const client = sandbox('flawed');
  const flawed = greeting({ nodes: [{ id: 'lobby', type: 'event', event: 'Nothing' }] });
  const path = await draft(client, flawed);
  const refused = await client.put(`${path}/test`, { enabled: true });
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'lobby/event', code: 'ERR_EVENT_UNKNOWN' }] },
  });
  expect(refused.body.detail).toContain('cannot be tested');
  for (const waitTime of ['PT0S', 'PT2H', 'soon']) {
    expect(await client.put(`${path}/test`, { enabled: true, waitTime })).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/waitTime' }] },
    });
  }
});

test('A journey that reads an audience is not tried out with single people', async () => {
  const client = sandbox('audience');
  const path = await draft(client, {
    name: 'Campaign',
    namespace: 'ECID',
    entry: 'read',
    nodes: [{ id: 'read', type: 'readAudience', audience: 'Guests' }],
  });
  await client.post('/audiences', { name: 'Guests', namespace: 'ECID', evaluation: 'uploaded' });
  const refused = await client.put(`${path}/test`, { enabled: true });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'read', code: 'untestable' }] } });
  expect(refused.body.detail).toContain('simulated, not tested');
  expect((await client.get(path)).body.status).toBe('draft');
});

test('A version under test is read-only until its test ends', async () => {
  const client = sandbox('read-only');
  const path = await draft(client);
  const { journeyUid } = (await client.put(`${path}/test`, { enabled: true })).body;
  for (const refused of [
    await client.put(path, greeting()),
    await client.remove(path),
    await client.post(`${path}/stop`),
  ]) {
    expect(refused).toMatchObject({ status: 409, body: { code: 'wrongState' } });
    expect(refused.body.detail).toContain('switch its test off first');
  }
  expect(await client.post(`/journeys/${journeyUid}/versions`)).toMatchObject({ status: 409 });
});

test('Publishing ends the test', async () => {
  const client = sandbox('publish');
  const path = await draft(client);
  await client.put(`${path}/test`, { enabled: true });
  const { body } = await client.post(`${path}/publish`);
  expect(body).toMatchObject({ status: 'live', testEndedAt: expect.any(String) });
  expect(body).not.toHaveProperty('test');
  expect(await client.put(`${path}/test`, { enabled: true })).toMatchObject({ status: 409 });
});

async function draft(client: Client, document = greeting()): Promise<string> {
  await furnishLobby(client);
  return `/journeyVersions/${(await client.post('/journeys', document)).body.versionUid}`;
}

function sessionOf({ test: mode }: JsonObject): Json | undefined {
  return isJsonObject(mode) ? mode.session : undefined;
}
