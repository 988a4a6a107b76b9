import { isJsonObject, type JsonObject } from '@waystream/core';
import { createSchemaRegistry } from '@waystream/xdm';
import { expect, test } from 'vitest';
import { beacon, furnishLobby, greeting, lobbyDocument } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const NOW_MS = Date.UTC(2026, 4, 15, 14);
const sandbox = useAuthoring({ clock: { now: () => NOW_MS, wakeAt: () => () => undefined } });

test('A system-generated event gets an event ID, which it keeps', async () => {
  const client = sandbox('ids');
  await furnishLobby(client);
  const { eventId } = (await client.get('/events/LobbyBeacon')).body;
  expect(eventId).toMatch(/^\w{16,}$/);
  expect((await client.get('/events/RestaurantBeacon')).body.eventId).not.toBe(eventId);
  const changed = await client.put('/events/LobbyBeacon', beacon('LobbyBeacon', { description: 'At the door' }));
  expect(changed.body).toMatchObject({ eventId, description: 'At the door' });
  expect((await client.get('/events/BigOrder')).body).not.toHaveProperty('eventId');
});

test('An event ID that producers use already is taken over, once', async () => {
  const client = sandbox('brought');
  await furnishLobby(client);
  const created = await client.post('/events', beacon('PoolBeacon', { eventId: 'known-to-producers' }));
  expect(created).toMatchObject({ status: 201, body: { eventId: 'known-to-producers' } });
  expect(await client.post('/events', beacon('BarBeacon', { eventId: 'known-to-producers' }))).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/eventId', code: 'eventId' }] },
  });
});

test('An event in use gets further fields and another description, and nothing else', async () => {
  const client = sandbox('used');
  await furnishLobby(client);
  const journey = await client.post('/journeys', greeting());
  const { body, etag } = await client.get('/events/LobbyBeacon');
  expect(body.usedIn).toEqual([
    {
      kind: 'journey',
      name: 'Greeting',
      uid: journey.body.uid,
      versionUid: journey.body.versionUid,
      version: 1,
      status: 'draft',
    },
  ]);
  const fields = ['endUserIDs._experience.mcid.id', 'pushToken', 'floor'];
  const grown = await client.put('/events/LobbyBeacon', { ...body, fields, description: 'At the door' }, etag);
  expect(grown).toMatchObject({ status: 200, body: { fields } });

  const refused = await client.put('/events/LobbyBeacon', { ...body, namespace: 'Email', fields: ['floor'] });
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'inUse',
      errors: [
        { path: '/namespace', code: 'fixed' },
        { path: '/fields', message: 'the fields must keep "endUserIDs._experience.mcid.id" while it is used' },
        { path: '/fields', message: 'the fields must keep "pushToken" while it is used' },
      ],
    },
  });
  expect(refused.body.detail).toContain('the event "LobbyBeacon" is used by the journey "Greeting" (version 1, draft)');
  expect(await client.remove('/events/LobbyBeacon')).toMatchObject({
    status: 409,
    body: {
      code: 'inUse',
      detail: 'the event "LobbyBeacon" cannot be deleted: it is used by the journey "Greeting" (version 1, draft)',
    },
  });
  await client.remove(`/journeyVersions/${journey.body.versionUid}`);
  expect(await client.remove('/events/LobbyBeacon')).toMatchObject({ status: 204 });
});

test('An event is in use while people can be inside of a journey with it, and no longer', async () => {
  const client = sandbox('inside');
  await furnishLobby(client);
  const { body } = await client.post('/journeys', greeting());
  const version = `/journeyVersions/${body.versionUid}`;
  await client.post(`${version}/publish`);
  await client.post(`${version}/close`);
  expect(await client.remove('/events/LobbyBeacon')).toMatchObject({ status: 409 });
  await client.post(`${version}/stop`);
  expect(await client.remove('/events/LobbyBeacon')).toMatchObject({ status: 204 });
});

test('An event that could not be recognised is refused with the places of its flaws', async () => {
  const client = sandbox('flaws');
  await furnishLobby(client);
  const post = (more: JsonObject) => client.post('/events', beacon('PoolBeacon', more));
  expect(await post({ schema: 'lobbyBeacn' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/schema', message: expect.stringContaining('did you mean "lobbyBeacon"?') }] },
  });
  expect(await post({ schema: 'guest' })).toMatchObject({ status: 422, body: { errors: [{ path: '/schema' }] } });
  expect(await post({ fields: ['pushToken', 'pushTokn'] })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/fields/1', message: expect.stringContaining('did you mean "pushToken"?') }] },
  });
  expect(await post({ key: '@{PoolBeacon.pushToken' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/key', code: 'expression', message: expect.stringMatching(/^line 1, column \d+: /) }] },
  });
  expect(await post({ idType: 'ruleBased', condition: '@{PoolBeacon.floor}' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/condition', code: 'expression' }] },
  });
  expect(await post({ idType: 'ruleBased' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/condition' }] },
  });
});

test('The payload preview is an event that can be sent as it is', async () => {
  const client = sandbox('payload');
  await furnishLobby(client);
  const { eventId } = (await client.get('/events/LobbyBeacon')).body;
  const preview = await client.get('/events/LobbyBeacon/payload');
  expect(preview).toMatchObject({
    status: 200,
    body: {
      _id: expect.stringMatching(/^\w{10,}$/),
      timestamp: '2026-05-15T14:00:00.000Z',
      pushToken: expect.any(String),
      endUserIDs: { _experience: { mcid: { id: expect.any(String) } } },
      _experience: { campaign: { orchestration: { eventID: eventId } } },
    },
  });
  expect(preview.body).not.toHaveProperty('floor');
  expect((await client.get('/events/LobbyBeacon/payload')).body._id).not.toBe(preview.body._id);
  expect(flawsOf('lobbyBeacon', preview.body)).toEqual([]);

  const order = await client.get('/events/BigOrder/payload');
  expect(order.body).toMatchObject({ commerce: { order: { priceTotal: expect.any(Number) } } });
  expect(flawsOf('order', order.body)).toEqual([]);
  expect(await client.get('/events/Nobody/payload')).toMatchObject({ status: 404 });
});

function flawsOf(name: string, payload: JsonObject) {
  const registry = createSchemaRegistry();
  const { schema } = lobbyDocument(name);
  registry.add(name, isJsonObject(schema) ? schema : {}, { class: 'experienceEvent' });
  return registry.validator(name)(payload);
}
