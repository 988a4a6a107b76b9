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
