import { type BusinessInput, businessId, inboxMessage } from '@waystream/journey';
import { countMembers } from '@waystream/redis';
import { expect, onTestFinished, test } from 'vitest';
import { LOBBY } from './lobby.test.js';
import { startGateway, type TestGateway } from './start-gateway.test.js';

const RESTOCKED = { name: 'Restocked', type: 'business', idType: 'ruleBased', condition: '@{Restocked.total} > 500' };

async function gatewayWith(...definitions: [kind: string, name: string, document: object][]): Promise<TestGateway> {
  const own = definitions.map(([kind, name, document]) => [kind, name, { ...document }] as const);
  const gateway = await startGateway({
    definitions: [...LOBBY, ...own.map(([kind, name, document]): (typeof LOBBY)[number] => [kind, name, document])],
  });
  onTestFinished(() => gateway.stop());
  return gateway;
}

async function businessInputs({ store: { connections, keyspace } }: TestGateway): Promise<BusinessInput[]> {
  const inbox = keyspace.inbox(keyspace.partitionOf(businessId('prod', 'Restocked')));
  const entries = await connections.commands.xrange(inbox, '-', '+');
  const inputs = entries.map(([, fields]) => inboxMessage.parse(JSON.parse(fields[1] ?? '')));
  return inputs.filter((input) => input.type === 'business');
}

test('A business event needs no key, and is stored once', async () => {
  const gateway = await gatewayWith(['event', 'Restocked', { ...RESTOCKED, schema: 'order', fields: ['total'] }]);
  const event = { _id: 'e1', total: 1_000, note: 'left out' };
  for (let time = 0; time < 2; time++) {
    expect(await gateway.post('/events/Restocked', event)).toMatchObject({ status: 202 });
  }
  expect(await businessInputs(gateway)).toMatchObject([
    { id: 'e1', event: 'Restocked', payload: { total: 1_000 }, person: 'prod:~business:Restocked' },
  ]);
});

test('A message can be an event of a person and of the business', async () => {
  const gateway = await gatewayWith(['event', 'Restocked', { ...RESTOCKED, schema: 'order' }]);
  await gateway.post('/events/Ordered', { _id: 'e2', person: 'ada', total: 1_000 });
  expect((await gateway.inputs()).flatMap(({ events }) => events)).toEqual(['BigOrder', 'Ordered']);
  expect(await businessInputs(gateway)).toHaveLength(1);
});

test('A record of a profile moves its person in and out of streaming audiences, and keeps other memberships', async () => {
  const group = { name: 'Loyalty', dataSource: 'ExperiencePlatform', source: 'profile', fields: ['points'] };
  const expression = '#{ExperiencePlatform.Loyalty.points} >= 1000';
  const gateway = await gatewayWith(
    ['fieldGroup', 'ExperiencePlatform.Loyalty', group],
    ['audience', 'Rich', { name: 'Rich', namespace: 'Email', evaluation: 'streaming', expression }],
  );
  const send = (points: number) => {
    const message = {
      header: { schemaRef: { id: 'loyalty' } },
      body: { xdmEntity: { email: 'ada@example.com', points } },
    };
    return gateway.post('/collection/inlet-1', message);
  };
  const members = () => countMembers(gateway.store, { sandbox: 'prod', audience: 'Rich' });
  expect(await send(1_500)).toMatchObject({ status: 200 });
  expect(await members()).toBe(1);
  await send(2_000);
  expect(await members()).toBe(1);
  await send(10);
  expect(await members()).toBe(0);
});
