import type { JsonObject } from '@waystream/core';
import { startService } from '@waystream/service';
import { expect, onTestFinished, test } from 'vitest';
import { authoring } from '../authoring.js';
import { beacon, furnishLobby, greeting } from '../lobby.test.js';
import { authoringEnvironment, clientOf } from '../start-authoring.test.js';

/** Two gateways over the same definitions. */
async function twoGateways(sandbox: string) {
  const environment = authoringEnvironment();
  const services = await Promise.all([
    startService(authoring, { environment }),
    startService(authoring, { environment }),
  ]);
  onTestFinished(async () => {
    await Promise.all(services.map((service) => service.stop()));
  });
  return services.map(({ url }) => clientOf(url, sandbox));
}

const jumping = (name: string, journey: string): JsonObject =>
  greeting({
    name,
    nodes: [
      { id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'leap' },
      { id: 'leap', type: 'jump', journey, parameters: { pushToken: '@{LobbyBeacon.pushToken}' } },
    ],
  });

test('Of two versions that would close a circle of jumps, published at the same moment, one goes live', async () => {
  const [one, other] = await twoGateways('circle');
  if (!one || !other) throw new Error('there are two gateways');
  await furnishLobby(one);
  for (let round = 0; round < 5; round++) {
    const names = [`Here ${round}`, `There ${round}`] as const;
    const drafts = await Promise.all(
      names.map(async (name, index) => {
        const { uid, versionUid } = (await one.post('/journeys', greeting({ name }))).body;
        expect((await one.post(`/journeyVersions/${versionUid}/publish`)).status).toBe(200);
        const next = (await one.post(`/journeys/${uid}/versions`)).body.versionUid;
        await one.put(`/journeyVersions/${next}`, jumping(name, names[1 - index] ?? ''));
        return next;
      }),
    );
    const [first, second] = drafts;
    await other.get(`/journeyVersions/${second}`);
    const answers = await Promise.all([
      one.post(`/journeyVersions/${first}/publish`),
      other.post(`/journeyVersions/${second}/publish`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({ errors: [{ code: 'ERR_JUMP_LOOP' }] });
  }
});

test('What two gateways write at the same moment is all stored', async () => {
  const gateways = await twoGateways('busy');
  await furnishLobby(gateways[0] ?? Object());
  const names = Array.from({ length: 24 }, (_, index) => `Beacon${index}`);
  const answers = await Promise.all(names.map((name, index) => gateways[index % 2]?.post('/events', beacon(name))));
  expect(answers.map((answer) => answer?.status)).toEqual(names.map(() => 201));
  for (const gateway of gateways) {
    for (const name of names) expect((await gateway.get(`/events/${name}`)).status).toBe(200);
  }
});
