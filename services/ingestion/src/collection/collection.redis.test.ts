import type { Json, JsonObject } from '@waystream/core';
import { loadProfile } from '@waystream/redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, aRecord } from '../lobby.test.js';
import { startGateway, type TestGateway } from '../start-gateway.test.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const inputsOf = async (id: string) => (await gateway.inputs()).filter((input) => input.id === id);
const profileOf = (key: string) => loadProfile(gateway.store, `prod:Email:${key}`);

describe('POST /collection/{inletId}', () => {
  const collect = (record: Json, query = '') => gateway.post(`/collection/inlet-1${query}`, record);

  it('answers with a receipt when the event is stored under its event ID', async () => {
    const { status, body } = await collect(aRecord(anOrder({ _id: 'c-1', total: 300 })));
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['inletId', 'receivedTimeMs', 'xactionId']);
    expect(body).toMatchObject({ inletId: 'inlet-1', xactionId: expect.stringMatching(/^\d+:\d+:\d+$/) });
    expect(await inputsOf('c-1')).toMatchObject([{ events: ['BigOrder', 'Ordered'] }]);
  });

  it('finds the schema by its $id, its name, or the last part of the reference', async () => {
    const references = [
      'https://ns.example.com/acme/schemas/4711',
      'order',
      'https://elsewhere.example/schemas/order#',
    ];
    for (const [index, reference] of references.entries()) {
      expect(await collect(aRecord(anOrder({ _id: `c-2-${index}` }), reference))).toMatchObject({ status: 200 });
      expect(await inputsOf(`c-2-${index}`)).toHaveLength(1);
    }
  });

  it('takes the legacy form, where only the event ID tells the schema', async () => {
    const { body, header } = aRecord(anOrder({ _id: 'c-3' }));
    const entity = typeof body === 'object' && body && 'xdmEntity' in body ? body.xdmEntity : null;
    const legacy = { header: { msgVersion: '1.0', xdmSchema: { name: '_xdm.context.experienceevent' } } };
    expect(header).toBeDefined();
    expect(await collect({ ...legacy, body: { xdmMeta: legacy.header, xdmEntity: entity ?? null } })).toMatchObject({
      status: 200,
    });
    expect(await inputsOf('c-3')).toMatchObject([{ events: ['Ordered'] }]);
  });

  it.each(['syncValidation', 'synchronousValidation'])(
    'says that a message is valid when asked by %s',
    async (query) => {
      const answer = await collect(aRecord(anOrder({ _id: `c-4-${query}` })), `?${query}=true`);
      expect(answer).toMatchObject({ status: 200, body: { [query]: { status: 'pass' } } });
    },
  );

  it.each(['syncValidation', 'synchronousValidation'])('reports what is invalid when asked by %s', async (query) => {
    const answer = await collect(aRecord(anOrder({ _id: 5, total: 'much' })), `?${query}=true`);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        title: 'Invalid XDM Message Format',
        [query]: { status: 'fail' },
        report: { message: 'inletId: [inlet-1] imsOrgId: [A@Org] Message is invalid' },
      },
    });
    expect(violationsOf(answer.body)).toMatchObject([
      { schemaLocation: '#/properties/_id', pointerToViolation: '#/_id', keyword: 'type' },
      { schemaLocation: '#/properties/total', pointerToViolation: '#/total', keyword: 'type' },
    ]);
  });

  it.each<[string, Json]>([
    ['whose schema is unknown', aRecord(anOrder(), 'https://ns.example.com/acme/schemas/nothing')],
    ['that names no schema', { body: { xdmEntity: { _id: 'x' } } }],
    ['without an entity', { header: {}, body: {} }],
    ['whose event ID belongs to another schema', aRecord(anOrder(), 'visit')],
    ['of a schema for records to look up', aRecord({}, 'room')],
    ['without its key', aRecord(anOrder({ person: undefined }))],
    ['that is no object', 'just text'],
  ])('answers 400 to a message %s', async (_, record) => {
    expect(await collect(record)).toMatchObject({ status: 400, body: { title: 'Invalid XDM Message Format' } });
  });

  it('answers 400 to malformed JSON and keeps it as a dead letter', async () => {
    expect(await gateway.post('/collection/inlet-1', '{"header"')).toMatchObject({ status: 400 });
    const { body } = await gateway.get('/deadletters');
    const kept = { reason: 'malformed', source: 'ingestion prod /collection/inlet-1', message: '{"header"' };
    expect(body.items).toContainEqual(expect.objectContaining(kept));
  });

  it('answers 413 to a message that is too large', async () => {
    expect(await collect(aRecord(anOrder({ note: 'x'.repeat(1024 * 1024) })))).toMatchObject({ status: 413 });
  });

  it('answers 404 for an unknown inlet', async () => {
    expect(await gateway.post('/collection/nowhere', aRecord(anOrder()))).toMatchObject({ status: 404 });
  });

  it('knows an inlet that was created a moment ago, in whatever sandbox it is', async () => {
    await gateway.define('schema', 'order', { name: 'order', class: 'experienceEvent', schema: {} }, 'stage');
    await gateway.define('inlet', 'inlet-new', { name: 'new', inletId: 'inlet-new' }, 'stage');
    expect(await gateway.post('/collection/inlet-new', aRecord(anOrder(), 'order'))).toMatchObject({ status: 200 });
  });

  it('asks for credentials only at an authenticated inlet', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer guessed' };
    expect(await gateway.post('/collection/inlet-2', aRecord(anOrder()), headers)).toMatchObject({ status: 401 });
    const known = { ...headers, authorization: 'Bearer dev' };
    expect(await gateway.post('/collection/inlet-2', aRecord(anOrder()), known)).toMatchObject({ status: 200 });
    expect(await gateway.post('/collection/inlet-1', aRecord(anOrder()), headers)).toMatchObject({ status: 200 });
  });

  it('accepts and counts a valid event that matches no definition', async () => {
    const unmatched = async () => (await gateway.service.metrics.eventsUnmatched.get()).values[0]?.value ?? 0;
    const before = await unmatched();
    const entity = { _id: 'c-6', timestamp: '2026-03-02T09:00:00Z' };
    expect(await collect(aRecord(entity, 'visit'))).toMatchObject({ status: 200 });
    expect(await inputsOf('c-6')).toEqual([]);
    expect(await unmatched()).toBe(before + 1);
  });

  it('stores an event whose rule-based companion lacks a key, and keeps the companion as a dead letter', async () => {
    expect(await collect(aRecord(anOrder({ _id: 'c-7', note: 'call' })))).toMatchObject({ status: 200 });
    expect(await inputsOf('c-7')).toMatchObject([{ events: ['Ordered'] }]);
    const { body } = await gateway.get('/deadletters');
    const detail = expect.stringContaining('"Called"');
    expect(body.items).toContainEqual(expect.objectContaining({ reason: 'missingKey', detail }));
  });

  it('merges a record of a profile schema into the profile of its primary identity', async () => {
    await collect(aRecord({ email: 'ida@example.com', points: 1, tier: { name: 'silver' } }, 'loyalty'));
    await collect(aRecord({ email: 'ida@example.com', points: 7, tier: { since: 2020 } }, 'loyalty'));
    const profile = await profileOf('ida@example.com');
    expect(profile?.attributes).toMatchObject({ points: 7, tier: { name: 'silver', since: 2020 } });
  });

  it('refuses a record that names nobody', async () => {
    expect(await collect(aRecord({ points: 1 }, 'loyalty'))).toMatchObject({ status: 400 });
  });
});

describe('POST /collection/batch/{inletId}', () => {
  const collect = (messages: Json) => gateway.post('/collection/batch/inlet-1', { messages });

  it('answers 207 with one response a message, in their order', async () => {
    const { status, body } = await collect([
      aRecord(anOrder({ _id: 'b-1' })),
      aRecord(anOrder({ _id: 'b-2', total: 'much' })),
      aRecord({ email: 'bob@example.com', points: 3 }, 'loyalty'),
      aRecord(anOrder({ _id: 'b-3' }), 'nothing'),
      7,
      aRecord(anOrder({ _id: 'b-1' })),
    ]);
    expect(status).toBe(207);
    expect(body).toMatchObject({ inletId: 'inlet-1', receivedTimeMs: expect.any(Number) });
    const refused = (message: string) => ({ status: 400, statusCode: 400, message: expect.stringContaining(message) });
    expect(body.responses).toEqual([
      { xactionId: `${body.batchId}:0` },
      refused('inletId: [inlet-1] imsOrgId: [A@Org]'),
      { xactionId: `${body.batchId}:2` },
      refused('Message has unknown xdm format'),
      refused('imsOrgId: []'),
      { xactionId: `${body.batchId}:5` },
    ]);
    expect(await inputsOf('b-1')).toHaveLength(1);
    expect((await profileOf('bob@example.com'))?.attributes).toMatchObject({ points: 3 });
  });

  it('loses no record of a person who has several in the batch', async () => {
    const fields = Array.from({ length: 20 }, (_, index) => ({ email: 'many@example.com', [`field${index}`]: index }));
    await collect(fields.map((entity) => aRecord(entity, 'loyalty')));
    expect(Object.keys((await profileOf('many@example.com'))?.attributes ?? {})).toHaveLength(21);
  });

  it('refuses a message that is too large alone', async () => {
    const { body } = await collect([
      aRecord(anOrder({ note: 'ä'.repeat(600 * 1024) })),
      aRecord(anOrder({ _id: 'b-4' })),
    ]);
    expect(body.responses).toMatchObject([{ status: 400 }, { xactionId: `${body.batchId}:1` }]);
  });

  it('answers 400 to a body without messages, and 413 to one that is too large', async () => {
    expect(await gateway.post('/collection/batch/inlet-1', { records: [] })).toMatchObject({ status: 400 });
    expect(await gateway.post('/collection/batch/inlet-1', '{"messages": [')).toMatchObject({ status: 400 });
    const large = JSON.stringify({ messages: ['x'.repeat(10 * 1024 * 1024)] });
    expect(await gateway.post('/collection/batch/inlet-1', large)).toMatchObject({ status: 413 });
  });

  it('answers 404 for an unknown inlet', async () => {
    expect(await gateway.post('/collection/batch/nowhere', { messages: [] })).toMatchObject({ status: 404 });
  });
});

function violationsOf({ report }: JsonObject): unknown {
  const text = JSON.stringify(report);
  const { cause } = JSON.parse(text);
  return cause._streamingValidation[0].causingExceptions;
}
