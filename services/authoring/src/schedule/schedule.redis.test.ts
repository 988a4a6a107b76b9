import { DAY_MS, isJsonObject, type JsonObject, toRfc3339 } from '@waystream/core';
import { enterTest, openStore } from '@waystream/redis';
import { startService } from '@waystream/service';
import { createVirtualClock, type VirtualClock } from '@waystream/testing';
import { expect, onTestFinished, test } from 'vitest';
import { authoring } from '../authoring.js';
import { furnishLobby, greeting } from '../lobby.test.js';
import { authoringEnvironment, type Client, clientOf } from '../start-authoring.test.js';

const START_MS = Date.UTC(2026, 4, 1);
const PATIENT = { timeout: 20_000, interval: 10 };
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('A version is closed at its end date and finished when the global timeout has passed since', async () => {
  const { client, clock } = await world();
  const endDate = toRfc3339(START_MS + 2 * DAY_MS);
  const path = await published(client, { properties: { endDate, globalTimeout: 'P3D' } });
  clock.advance(2 * DAY_MS - 1);
  expect((await client.get(path)).body).toMatchObject({ status: 'live' });
  clock.advance(1);
  await expect.poll(() => bodyOf(client, path), PATIENT).toMatchObject({ status: 'closed', closedAt: endDate });
  clock.advance(3 * DAY_MS);
  const endedAt = toRfc3339(START_MS + 5 * DAY_MS);
  await expect.poll(() => bodyOf(client, path), PATIENT).toMatchObject({ status: 'finished', endedAt });
  expect(await client.remove(path)).toMatchObject({ status: 204 });
});

test('A version that is paused at its end date stays paused, and nobody enters it when it is resumed', async () => {
  const { client, clock } = await world();
  const path = await published(client, { properties: { endDate: toRfc3339(START_MS + DAY_MS) } });
  await client.post(`${path}/pause`);
  clock.advance(DAY_MS);
  await expect
    .poll(() => bodyOf(client, path), PATIENT)
    .toMatchObject({ status: 'paused', closedAt: expect.anything() });
  expect((await client.post(`${path}/resume`)).body).toMatchObject({ status: 'closed' });
});

test('A test that nobody enters for a week ends, and one that somebody enters goes on', async () => {
  const { client, clock, store } = await world();
  await furnishLobby(client);
  const [idle, used] = [await tested(client, 'Idle'), await tested(client, 'Used')];
  clock.advance(6 * DAY_MS);
  expect(await enterTest(store, used.session, 'timely:ECID:ada', { most: 100, nowMs: clock.now() })).toBe(true);
  clock.advance(DAY_MS);
  await expect.poll(() => bodyOf(client, idle.path), PATIENT).toMatchObject({ status: 'draft' });
  expect(await bodyOf(client, used.path)).toMatchObject({ status: 'test' });
  clock.advance(6 * DAY_MS);
  await expect.poll(() => bodyOf(client, used.path), PATIENT).toMatchObject({ status: 'draft' });
});

test('What fell due while no gateway ran is done when one starts, once', async () => {
  const environment = authoringEnvironment();
  const first = await world(environment, START_MS);
  const path = await published(first.client, { properties: { endDate: toRfc3339(START_MS + DAY_MS) } });
  await first.stop();
  const gateways = [await world(environment, START_MS + 2 * DAY_MS), await world(environment, START_MS + 2 * DAY_MS)];
  for (const { client } of gateways) {
    await expect.poll(() => bodyOf(client, path), PATIENT).toMatchObject({ status: 'closed' });
  }
  const closings = await Promise.all(gateways.map(({ closings: count }) => count()));
  expect(closings.reduce((sum, count) => sum + count, 0)).toBe(1);
});

async function world(environment = authoringEnvironment(), startMs = START_MS) {
  const clock: VirtualClock = createVirtualClock(startMs);
  const service = await startService(authoring, { environment, clock });
  const { WAYSTREAM_REDIS_URL: url = '', WAYSTREAM_KEY_PREFIX: keyPrefix = '' } = environment;
  const store = await openStore({ redisUrls: [url], keyPrefix, partitions: 4 }, QUIET);
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await Promise.all([service.stop(), store.connections.close()]);
    isStopped = true;
  };
  onTestFinished(stop);
  const closings = async () => {
    const { values } = await service.metrics.changes.get();
    return values.find(({ labels }) => labels.verb === 'close')?.value ?? 0;
  };
  return { clock, store, stop, closings, client: clientOf(service.url, 'timely') };
}

async function published(client: Client, more: JsonObject): Promise<string> {
  await furnishLobby(client);
  const path = `/journeyVersions/${(await client.post('/journeys', greeting(more))).body.versionUid}`;
  expect(await client.post(`${path}/publish`)).toMatchObject({ status: 200 });
  return path;
}

async function tested(client: Client, name: string): Promise<{ path: string; session: string }> {
  const path = `/journeyVersions/${(await client.post('/journeys', greeting({ name }))).body.versionUid}`;
  const { body } = await client.put(`${path}/test`, { enabled: true });
  return { path, session: isJsonObject(body.test) ? String(body.test.session) : '' };
}

async function bodyOf(client: Client, path: string): Promise<JsonObject> {
  return (await client.get(path)).body;
}
