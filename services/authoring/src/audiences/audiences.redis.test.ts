import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { type Client, useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

const silver = { name: 'Silver', namespace: 'Email', evaluation: 'uploaded' };
const rich = (more: JsonObject = {}): JsonObject => ({
  ...{ name: 'Rich', namespace: 'Email', evaluation: 'streaming' },
  expression: '#{ExperiencePlatform.Loyalty.points} >= 1000',
  ...more,
});

async function furnish(client: Client): Promise<void> {
  await client.post('/dataSources/ExperiencePlatform/fieldGroups', {
    name: 'Loyalty',
    source: 'profile',
    fields: ['points'],
  });
  expect(await client.post('/audiences', silver)).toMatchObject({ status: 201 });
  expect(await client.post('/audiences', rich())).toMatchObject({ status: 201 });
}

const NEVER = 'WARN_AUDIENCE_NEVER_EVALUATED';

const campaign = (audience = 'Silver'): JsonObject => ({
  name: 'Campaign',
  namespace: 'Email',
  entry: 'read',
  nodes: [
    { id: 'read', type: 'readAudience', audience, next: 'done' },
    { id: 'done', type: 'end', label: 'Done' },
  ],
  properties: { exitCriteria: [{ audience: 'Rich' }] },
});

test('An audience reads back, changes and goes', async () => {
  const client = sandbox('life');
  await furnish(client);
  expect((await client.get('/audiences/Silver')).body).toEqual({ ...silver, usedIn: [] });
  const changed = rich({ expression: '#{ExperiencePlatform.Loyalty.points} >= 2000' });
  expect(await client.put('/audiences/Rich', changed)).toMatchObject({ status: 200, body: changed });
  expect(await client.remove('/audiences/Rich')).toMatchObject({ status: 204 });
  expect(await client.get('/audiences/Rich')).toMatchObject({ status: 404 });
});

test('An audience is refused when nobody can tell who is in it', async () => {
  const client = sandbox('flaws');
  const refused = async (more: JsonObject) => (await client.post('/audiences', rich(more))).body.errors;
  expect(await refused({ expression: "#{ExperiencePlatform.Loyalty.points} >= 'x" })).toMatchObject([
    { path: '/expression' },
  ]);
  expect(await refused({ evaluation: 'uploaded' })).toMatchObject([{ path: '/expression' }]);
  expect(await refused({ evaluation: 'batch', expression: 'true' })).toMatchObject([{ path: '/evaluation' }]);
  const { expression: _, ...without } = rich();
  expect((await client.post('/audiences', without)).body.errors).toMatchObject([{ path: '/expression' }]);
});

test('An audience stays as long as a journey or, for its field group, an audience leans on it', async () => {
  const client = sandbox('used');
  await furnish(client);
  await client.post('/journeys', campaign());
  expect((await client.get('/audiences/Silver')).body.usedIn).toMatchObject([{ kind: 'journey', name: 'Campaign' }]);
  for (const name of ['Silver', 'Rich']) {
    expect(await client.remove(`/audiences/${name}`)).toMatchObject({ status: 409, body: { code: 'inUse' } });
  }
  expect(await client.put('/audiences/Silver', { ...silver, namespace: 'CRMID' })).toMatchObject({
    status: 409,
    body: { errors: [{ path: '/namespace' }] },
  });
  const group = '/dataSources/ExperiencePlatform/fieldGroups/Loyalty';
  expect((await client.get(group)).body.usedIn).toEqual([{ kind: 'audience', name: 'Rich' }]);
});

test('A new version begins with the same audience as the one before', async () => {
  const client = sandbox('versions');
  await furnish(client);
  const { body } = await client.post('/journeys', campaign());
  const validated = await client.post(`/journeyVersions/${body.versionUid}/validate`);
  const { errors, warnings } = validated.body;
  expect(errors).toEqual([]);
  expect(warnings).toMatchObject([{ code: NEVER }, { code: NEVER }]);
  expect(await client.post(`/journeyVersions/${body.versionUid}/publish`)).toMatchObject({ status: 200 });
  const next = await client.post(`/journeys/${body.uid}/versions`);
  const uid = String(next.body.versionUid ?? next.body.uid);
  await client.put(`/journeyVersions/${uid}`, campaign('Rich'));
  const { body: found } = await client.post(`/journeyVersions/${uid}/validate`);
  expect(found.errors).toMatchObject([{ code: 'ERR_AUDIENCE_CHANGED', field: 'entry' }]);
});
