import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { MARLTON } from '../marlton.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();
const RESERVATION = '/dataSources/MarltonReservation/fieldGroups/Reservation';
const PROFILES = '/dataSources/ExperiencePlatform/fieldGroups/MarltonProfiles';

test('A field group belongs to its data source', async () => {
  const client = sandbox('place');
  await furnishLobby(client);
  const created = await client.get(RESERVATION);
  expect(created.body).toEqual({
    name: 'Reservation',
    method: 'GET',
    dynamicValues: ['id'],
    responsePayload: { reservation: true },
    cacheDuration: 'PT0S',
    usedIn: [],
  });
  expect(await client.get('/dataSources/ExperiencePlatform/fieldGroups/Reservation')).toMatchObject({ status: 404 });
  const { body } = await client.get('/dataSources/ExperiencePlatform/fieldGroups');
  expect(body.items).toMatchObject([{ name: 'MarltonProfiles' }, { name: 'Orders' }, { name: 'ProfileFieldGroup' }]);
  const nowhere = await client.post('/dataSources/Nowhere/fieldGroups', { name: 'G', responsePayload: {} });
  expect(nowhere).toMatchObject({ status: 404, body: { detail: 'there is no data source named "Nowhere"' } });
});

test('A field group in use gains fields and loses none', async () => {
  const client = sandbox('used');
  await furnishLobby(client);
  await client.post('/journeys', MARLTON);
  const change = async (path: string, more: JsonObject) =>
    client.put(path, { ...(await client.get(path)).body, ...more });
  expect(await change(RESERVATION, { responsePayload: { reservation: true, room: 12 } })).toMatchObject({
    status: 200,
  });
  expect(await change(RESERVATION, { cacheDuration: 'PT5M' })).toMatchObject({ status: 200 });
  const inUse = (message: string) => ({ status: 409, body: { code: 'inUse', errors: [{ message }] } });
  expect(await change(RESERVATION, { responsePayload: { room: 12 } })).toMatchObject(
    inUse('the response must keep "reservation" while it is used'),
  );
  expect(await change(RESERVATION, { responsePayload: { reservation: 'yes', room: 12 } })).toMatchObject(
    inUse('reservation must stay of type boolean while it is used'),
  );
  expect(await change(RESERVATION, { dynamicValues: ['id', 'hotel'] })).toMatchObject(
    inUse('the parameters must stay id while it is used'),
  );
  const fields = ['_customer.marlton.loyaltyMember', 'person.name.firstName', 'personalEmail.address'];
  expect(await change(PROFILES, { fields: [...fields, 'person.name.lastName'] })).toMatchObject({ status: 200 });
  expect(await change(PROFILES, { fields })).toMatchObject(
    inUse('the fields must keep "person.name.lastName" while it is used'),
  );
  const refused = await client.remove(RESERVATION);
  expect(refused).toMatchObject({ status: 409, body: { code: 'inUse' } });
  expect(refused.body.detail).toContain('it is used by the journey "Marlton lobby" (version 1, draft)');
});

test('A field that is known better now may not break a journey that is live', async () => {
  const client = sandbox('breaks');
  await furnishLobby(client);
  const expression = "#{MarltonReservation.Reservation.guest, params: {id: @{LobbyBeacon.pushToken}}} == 'Ada'";
  const nodes = [
    { id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'known' },
    { id: 'known', type: 'condition', paths: [{ id: 'yes', expression }] },
  ];
  const { body } = await client.post('/journeys', greeting({ nodes }));
  expect(await client.post(`/journeyVersions/${body.versionUid}/publish`)).toMatchObject({ status: 200 });
  const group = (guest: string | number) => ({
    dynamicValues: ['id'],
    responsePayload: { reservation: true, guest },
  });
  expect(await client.put(RESERVATION, group(7))).toMatchObject({
    status: 409,
    body: {
      errors: [{ code: 'breaks', message: expect.stringContaining('the activity "known" of the journey "Greeting"') }],
    },
  });
  expect(await client.put(RESERVATION, group('Ada'))).toMatchObject({ status: 200 });
});

test('A field group that could not be read is refused', async () => {
  const client = sandbox('flaws');
  await furnishLobby(client);
  const platform = (document: JsonObject) => client.post('/dataSources/ExperiencePlatform/fieldGroups', document);
  const events = { name: 'Past', source: 'experienceEvents', schema: 'order', fields: ['timestamp'] };
  expect(await platform({ ...events, schema: 'guest' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/schema', message: expect.stringContaining('is of class profile') }] },
  });
  expect(await platform({ ...events, fields: ['timestamp', 'price'] })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/fields/1', message: 'the schema "order" has no field "price"' }] },
  });
  expect(await platform({ name: 'Odd', source: 'profile', fields: ['person..name'] })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/fields/0', code: 'path' }] },
  });
  const external = (document: JsonObject) => client.post('/dataSources/MarltonReservation/fieldGroups', document);
  const sent = { guest: { param: 'id' }, rooms: [{ no: { param: 'room' } }] };
  expect(
    await external({ name: 'Book', method: 'POST', dynamicValues: ['id'], sentPayload: sent, responsePayload: {} }),
  ).toMatchObject({ status: 422, body: { errors: [{ path: '/sentPayload/rooms/0/no', code: 'unknownParameter' }] } });
  expect(await external({ name: 'Get', sentPayload: {}, responsePayload: {} })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/sentPayload', message: 'only a POST field group sends a payload' }] },
  });
  expect(await external({ name: 'Nothing' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/responsePayload' }] },
  });
});
