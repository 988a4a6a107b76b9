import { expect, test } from 'vitest';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

test('The namespaces that everybody has are listed by code', async () => {
  const { body } = await sandbox('namespaces').get('/namespaces?limit=3');
  expect(body.items).toMatchObject([{ code: 'CRMID' }, { code: 'ECID', type: 'cookie' }, { code: 'Email' }]);
  const rest = await sandbox('namespaces').get(`/namespaces?cursor=${body.nextCursor}`);
  const others = [{ code: 'GAID' }, { code: 'IDFA' }, { code: 'LoyaltyID' }, { code: 'Phone' }, { code: 'PushToken' }];
  expect(rest.body).toMatchObject({ items: others, nextCursor: null });
});
