import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { MARLTON } from '../marlton.test.js';
import { type Client, useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

const AT = '2026-03-02T09:00:00.000Z';
const beacon = (event: string, person: string, at = AT): JsonObject => {
  return { event, at, payload: { endUserIDs: { _experience: { mcid: { id: person } } }, pushToken: `t-${person}` } };
};

async function draftOf(client: Client, document: JsonObject): Promise<string> {
  const { body } = await client.post('/journeys', document);
  return `/journeyVersions/${body.versionUid}`;
}

test('A draft is simulated with given profiles and stubs, and stays as it was', async () => {
  const client = sandbox('simulate-draft');
  await furnishLobby(client);
  const path = await draftOf(client, MARLTON);
  const before = await client.get(path);
  const { status, body } = await client.post(`${path}/simulate`, {
    events: [beacon('LobbyBeacon', 'ada'), beacon('LobbyBeacon', 'bob'), beacon('LobbyBeacon', 'ada')],
    profiles: { ada: { _customer: { marlton: { loyaltyMember: true } } } },
    stubs: { dataSources: { MarltonReservation: { body: { reservation: true }, elapsed: 'PT1S' } } },
    until: 'P1D',
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    from: AT,
    until: '2026-03-03T09:00:00.000Z',
    journeys: [
      {
        journey: 'Marlton lobby',
        figures: { entered: 2, completed: 2, current: 0, discarded: { alreadyInside: 1 } },
        sent: [
          { activity: 'joinEmail', action: 'SendEmail', count: 1 },
          { activity: 'welcome', action: 'SendPush', count: 1 },
        ],
      },
    ],
    people: [
      { person: 'ada', namespace: 'ECID' },
      { person: 'bob', namespace: 'ECID' },
    ],
    refused: [],
    leftOut: { people: 0, sends: 0 },
  });
  expect(body.sends).toContainEqual({
    at: '2026-03-02T09:00:01.000Z',
    person: 'ada',
    journey: 'Marlton lobby',
    activity: 'welcome',
    channel: 'custom',
    action: 'SendPush',
    parameters: { template: 'Welcome', token: 't-ada' },
  });
  expect(await client.get(path)).toEqual(before);
});

test('A version that reads an audience takes its members in by itself, as profiles change meanwhile', async () => {
  const client = sandbox('simulate-audience');
  await furnishLobby(client);
  const expression = "#{ExperiencePlatform.MarltonProfiles.person.name.firstName} == 'Ada'";
  await client.post('/audiences', { name: 'Adas', namespace: 'ECID', evaluation: 'streaming', expression });
  const path = await draftOf(client, {
    name: 'Namesakes',
    namespace: 'ECID',
    entry: 'read',
    nodes: [{ id: 'read', type: 'readAudience', audience: 'Adas', schedule: { every: 'PT1H' } }],
  });
  const called = (firstName: string): JsonObject => ({ person: { name: { firstName } } });
  const given = {
    from: AT,
    until: 'PT2H',
    profiles: { a: called('Ada'), b: called('Bob') },
    events: [{ profile: called('Ada'), person: 'b', at: '2026-03-02T09:30:00Z' }],
  };
  const { status, body } = await client.post(`${path}/simulate`, given);
  expect(status).toBe(200);
  expect(body).toMatchObject({ journeys: [{ figures: { entered: 5 } }], people: [{ person: 'a' }, { person: 'b' }] });
  const alone = await client.post(`${path}/simulate`, { until: 'PT2H', profiles: given.profiles });
  expect(alone.body).toMatchObject({ journeys: [{ figures: { entered: 3 } }] });
  expect(await client.post(`${path}/simulate`, { ...given, audiences: { a: ['Adsa'] } })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/audiences/a', message: expect.stringMatching(/did you mean "Adas"/) }] },
  });
  expect(await client.post(`${path}/simulate`, { ...given, from: 'soon' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/from' }] },
  });
});

test('A record that cannot be played is told with its place, and the others are played', async () => {
  const client = sandbox('simulate-refused');
  await furnishLobby(client);
  const path = await draftOf(client, greeting());
  const events = [{ event: 'LobbyBeacon', person: 'ada' }, beacon('LobbyBeacon', 'bob'), beacon('Nothing', 'bob')];
  const { body } = await client.post(`${path}/simulate`, { events });
  expect(body).toMatchObject({
    journeys: [{ figures: { entered: 1, completed: 1 } }],
    refused: [
      { index: 0, field: 'at' },
      { index: 2, field: 'event' },
    ],
  });
});

test('A request that asks for too much or has another form is refused, and so is a version that cannot run', async () => {
  const client = sandbox('simulate-limits');
  await furnishLobby(client);
  const path = await draftOf(client, greeting());
  const ask = (body: JsonObject) => client.post(`${path}/simulate`, body);
  const many = Array.from({ length: 10_001 }, () => ({ event: 'LobbyBeacon', person: 'a', at: AT }));
  expect(await ask({ events: many })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/events', message: expect.stringMatching(/^at most 10000 events/) }] },
  });
  expect(await ask({ events: [beacon('LobbyBeacon', 'a')], until: 'P900D' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/until' }] },
  });
  expect(await ask({ evnets: [] })).toMatchObject({ status: 422 });
  const flawed = await draftOf(client, greeting({ entry: 'nowhere' }));
  const refused = await client.post(`${flawed}/simulate`, { events: [] });
  expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/cannot be simulated/) } });
  expect(await client.post('/journeyVersions/nobody/simulate', { events: [] })).toMatchObject({ status: 404 });
});

test('Other requests are answered while a large simulation runs', async () => {
  const client = sandbox('simulate-large');
  await furnishLobby(client);
  const path = await draftOf(client, greeting());
  const events = Array.from({ length: 5_000 }, (_, index) => beacon('LobbyBeacon', `p${index}`));
  let isOver = false;
  const simulation = client.post(`${path}/simulate`, { events }).finally(() => {
    isOver = true;
  });
  let answered = 0;
  for (; !isOver; answered++) await client.get(path);
  const { body } = await simulation;
  expect(answered).toBeGreaterThan(10);
  expect(body).toMatchObject({
    journeys: [{ figures: { entered: 5_000, completed: 5_000 } }],
    leftOut: { people: 4_800, sends: 4_800 },
  });
});
