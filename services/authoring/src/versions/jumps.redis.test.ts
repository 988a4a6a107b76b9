import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

const jumpTo = (journey: string): JsonObject => ({
  id: 'welcome',
  type: 'jump',
  journey,
  parameters: { pushToken: '@{LobbyBeacon.pushToken}' },
});
const jumping = (name: string, journey: string) =>
  greeting({ name, nodes: [{ id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'welcome' }, jumpTo(journey)] });

test('A journey that jumps is published only while its target runs, and judged anew each time', async () => {
  const client = sandbox('jump-live');
  await furnishLobby(client);
  const target = (await client.post('/journeys', greeting({ name: 'Target' }))).body;
  const origin = (await client.post('/journeys', jumping('Origin', String(target.uid)))).body;
  const publish = (uid: unknown) => client.post(`/journeyVersions/${uid}/publish`);

  expect(await publish(origin.versionUid)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'welcome/journey', code: 'ERR_JUMP_NOT_LIVE' }] },
  });
  await publish(target.versionUid);
  expect(await publish(origin.versionUid)).toMatchObject({ status: 200 });
});

test('A new version that closes a circle of jumps is refused, by uid and by name alike', async () => {
  const client = sandbox('jump-circle');
  await furnishLobby(client);
  const publish = (uid: unknown) => client.post(`/journeyVersions/${uid}/publish`);
  const first = (await client.post('/journeys', greeting({ name: 'First' }))).body;
  await publish(first.versionUid);
  const second = (await client.post('/journeys', jumping('Second', String(first.uid)))).body;
  await publish(second.versionUid);

  const uid = (await client.post(`/journeys/${first.uid}/versions`)).body.versionUid;
  for (const journey of ['Second', String(second.uid)]) {
    expect(await client.put(`/journeyVersions/${uid}`, jumping('First', journey))).toMatchObject({ status: 200 });
    expect(await publish(uid)).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            path: 'welcome/journey',
            code: 'ERR_JUMP_LOOP',
            message: 'jumps lead in a circle: First → Second → First',
          },
        ],
      },
    });
  }
});

test('A new version that nobody could jump into any more is refused, naming the journey that jumps there', async () => {
  const client = sandbox('jump-arrival');
  await furnishLobby(client);
  const publish = (uid: unknown) => client.post(`/journeyVersions/${uid}/publish`);
  const target = (await client.post('/journeys', greeting({ name: 'Target' }))).body;
  await publish(target.versionUid);
  await publish((await client.post('/journeys', jumping('Origin', 'Target'))).body.versionUid);

  const uid = (await client.post(`/journeys/${target.uid}/versions`)).body.versionUid;
  await client.put(`/journeyVersions/${uid}`, greeting({ name: 'Renamed' }));
  const refused = await publish(uid);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: '', code: 'ERR_JUMP_ARRIVAL' }] } });
  expect(refused.body.detail).toContain('the jump "welcome" of "Origin" breaks');
  await client.put(`/journeyVersions/${uid}`, greeting({ name: 'Target' }));
  expect(await publish(uid)).toMatchObject({ status: 200 });
});
