import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { type Client, useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

test('A live version is paused and resumed, at a thousand people a second unless told', async () => {
  const client = sandbox('pause');
  const { path } = await liveVersion(client);
  expect(await client.post(`${path}/pause`)).toMatchObject({ status: 200, body: { status: 'paused' } });
  expect(await client.post(`${path}/resume`)).toMatchObject({
    status: 200,
    body: { status: 'live', resumed: { at: expect.any(String), perSecond: 1_000 } },
  });
  await client.post(`${path}/pause`);
  const resumed = await client.post(`${path}/resume`, { ratePerSecond: 20 });
  expect(resumed.body).toMatchObject({ status: 'live', resumed: { perSecond: 20 } });
});

test('What cannot be done to a version is refused with what can be', async () => {
  const client = sandbox('refusals');
  const { path } = await liveVersion(client);
  const refused = await client.post(`${path}/resume`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'wrongState' } });
  expect(refused.body.detail).toMatch(/is live and cannot be resumed; it can be paused, closed, stopped$/);
  await client.post(`${path}/pause`);
  expect((await client.post(`${path}/pause`)).body.detail).toMatch(/it can be resumed, closed, stopped$/);
  expect(await client.post(`${path}/resume`, { ratePerSecond: 0 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/ratePerSecond' }] },
  });
  expect(await client.post(`${path}/stop`)).toMatchObject({ status: 200, body: { status: 'stopped' } });
});

test('A version that is closed while it is paused keeps its people until it is resumed', async () => {
  const client = sandbox('close-paused');
  const { path } = await liveVersion(client);
  await client.post(`${path}/pause`);
  const closed = await client.post(`${path}/close`);
  expect(closed.body).toMatchObject({ status: 'paused', closedAt: expect.any(String) });
  expect((await client.post(`${path}/resume`)).body).toMatchObject({
    status: 'closed',
    closedAt: closed.body.closedAt,
    resumed: { perSecond: 1_000 },
  });
  expect((await client.post(`${path}/pause`)).body).toMatchObject({ status: 'paused' });
  expect((await client.post(`${path}/stop`)).body).toMatchObject({ status: 'stopped' });
});

test('Publishing the next version closes a paused one, which stays paused', async () => {
  const client = sandbox('publish-next');
  const { path, body } = await liveVersion(client);
  await client.post(`${path}/pause`);
  const next = `/journeyVersions/${(await client.post(`/journeys/${body.journeyUid}/versions`)).body.versionUid}`;
  expect(await client.post(`${next}/publish`)).toMatchObject({ status: 200, body: { status: 'live' } });
  expect((await client.get(path)).body).toMatchObject({ status: 'paused', closedAt: expect.any(String) });
});

test('A step in the life of a version takes only the state that was read', async () => {
  const client = sandbox('stale');
  const { path, etag } = await liveVersion(client);
  const conditional = (verb: string, ifMatch = '') =>
    client.send(`${path}/${verb}`, { method: 'POST', headers: { 'if-match': ifMatch } });
  expect(await conditional('pause', etag)).toMatchObject({ status: 200 });
  expect(await conditional('resume', etag)).toMatchObject({ status: 409, body: { code: 'staleVersion' } });
});

async function liveVersion(client: Client): Promise<{ path: string; body: JsonObject; etag: string | undefined }> {
  await furnishLobby(client);
  const path = `/journeyVersions/${(await client.post('/journeys', greeting())).body.versionUid}`;
  const { body, etag } = await client.post(`${path}/publish`);
  return { path, body, etag };
}
