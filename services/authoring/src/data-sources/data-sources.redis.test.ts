import { expect, test } from 'vitest';
import { furnishLobby } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

test('The profile store is always there and cannot be created, changed or deleted', async () => {
  const client = sandbox('platform');
  const list = await client.get('/dataSources');
  expect(list.body.items).toMatchObject([{ name: 'ExperiencePlatform', builtIn: true }]);
  expect(await client.get('/dataSources/ExperiencePlatform')).toMatchObject({ status: 200, body: { builtIn: true } });
  const document = { name: 'ExperiencePlatform', url: 'https://example.com' };
  expect(await client.post('/dataSources', document)).toMatchObject({ status: 409, body: { code: 'nameTaken' } });
  const builtIn = { status: 409, body: { code: 'wrongState', detail: expect.stringContaining('is built in') } };
  expect(await client.put('/dataSources/ExperiencePlatform', document)).toMatchObject(builtIn);
  expect(await client.remove('/dataSources/ExperiencePlatform')).toMatchObject(builtIn);
});

test('A data source stays while it has field groups', async () => {
  const client = sandbox('used');
  await furnishLobby(client);
  expect(await client.get('/dataSources/MarltonReservation')).toMatchObject({
    body: { usedIn: [{ kind: 'fieldGroup', name: 'MarltonReservation.Reservation' }] },
  });
  expect(await client.remove('/dataSources/MarltonReservation')).toMatchObject({
    status: 409,
    body: {
      code: 'inUse',
      detail:
        'the data source "MarltonReservation" cannot be deleted: it is used by the field group "MarltonReservation.Reservation"',
    },
  });
  await client.remove('/dataSources/MarltonReservation/fieldGroups/Reservation');
  expect(await client.remove('/dataSources/MarltonReservation')).toMatchObject({ status: 204 });
});
