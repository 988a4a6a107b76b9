import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder } from '../lobby.test.js';
import { startGateway, type TestGateway } from '../start-gateway.test.js';

const LINES = { 'content-type': 'application/x-ndjson' };

describe('POST /events/{eventName}', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  const inputsOf = async (id: string) => (await gateway.inputs()).filter((input) => input.id === id);

  it('answers 202 when the event is in the inbox of its person', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const headers = { 'content-type': 'application/json', traceparent };
    const answer = await gateway.post('/events/Ordered', anOrder({ _id: 'p-1' }), headers);
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, ids: ['p-1'] } });
    expect(await inputsOf('p-1')).toMatchObject([
      { person: 'prod:Email:ada@example.com', events: ['Ordered'], payload: { total: 80 }, traceparent },
    ]);
  });

  it('keeps only the fields that the event selects', async () => {
    await gateway.post('/events/Ordered', anOrder({ _id: 'p-2', note: 'secret' }));
    expect((await inputsOf('p-2'))[0]?.payload).toEqual({ total: 80 });
  });

  it('needs no event ID, since the address names the event', async () => {
    await gateway.post('/events/Ordered', { _id: 'p-3', person: 'eve@example.com' });
    expect(await inputsOf('p-3')).toMatchObject([{ events: ['Ordered'], person: 'prod:Email:eve@example.com' }]);
  });

  it('fills in the id and the time that the producer left out', async () => {
    const { status, body } = await gateway.post('/events/BigOrder', { person: 'ida@example.com', total: 500 });
    expect(status).toBe(202);
    const [id] = Array.isArray(body.ids) ? body.ids : [];
    expect(await inputsOf(String(id))).toMatchObject([{ events: ['BigOrder'] }]);
  });

  it('puts all events that a payload stands for into one input for the person, with the whole payload', async () => {
    await gateway.post('/events/Ordered', { _id: 'p-4', person: 'ada@example.com', total: 200, note: 'x' });
    expect(await inputsOf('p-4')).toMatchObject([{ events: ['BigOrder', 'Ordered'], payload: { note: 'x' } }]);
  });

  it('reaches every person that a payload is about', async () => {
    await gateway.post('/events/Ordered', { _id: 'p-5', person: 'ada@example.com', phone: '+49', note: 'call' });
    const people = (await inputsOf('p-5')).map(({ person }) => person).sort();
    expect(people).toEqual(['prod:Email:ada@example.com', 'prod:Phone:+49']);
  });

  it('accepts a repeated event under its id and stores it once', async () => {
    await gateway.post('/events/Ordered', anOrder({ _id: 'p-6' }));
    const again = await gateway.post('/events/Ordered', anOrder({ _id: 'p-6' }));
    expect(again).toMatchObject({ status: 202, body: { accepted: 1, ids: ['p-6'], duplicates: 1 } });
    expect(await inputsOf('p-6')).toHaveLength(1);
  });

  it('accepts a valid event whose condition is not met, and says that nothing listens', async () => {
    const answer = await gateway.post('/events/BigOrder', { _id: 'p-7', person: 'ada@example.com', total: 5 });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, ids: ['p-7'], unmatched: 1 } });
    expect(await inputsOf('p-7')).toEqual([]);
  });

  it('stores the good lines of many and lists the bad ones', async () => {
    const lines = [
      anOrder({ _id: 'l-1' }),
      anOrder({ _id: 'l-2', total: 'much' }),
      anOrder({ _id: 'l-1' }),
      anOrder({ _id: 'l-3', person: '' }),
    ].map((line) => JSON.stringify(line));
    const { status, body } = await gateway.post('/events/Ordered', `${lines.join('\n')}\n\n{"oops`, LINES);
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 2, ids: ['l-1', 'l-1'], duplicates: 1 });
    expect(body.errors).toMatchObject([
      { index: 1, code: 'type', path: '/total' },
      { index: 3, code: 'missingKey', path: '' },
      { index: 4, code: 'malformed' },
    ]);
    expect(await inputsOf('l-1')).toHaveLength(1);
  });

  it('knows an event that was created a moment ago', async () => {
    const visited = { name: 'Visited', idType: 'systemGenerated', eventId: 'v', schema: 'visit', namespace: 'ECID' };
    await gateway.define('event', 'Visited', { ...visited, key: "'always'" });
    expect(await gateway.post('/events/Visited', { _id: 'p-8' })).toMatchObject({ status: 202 });
  });

  it('separates sandboxes', async () => {
    const headers = { 'content-type': 'application/json', 'x-sandbox-name': 'other' };
    expect(await gateway.post('/events/Ordered', anOrder(), headers)).toMatchObject({ status: 404 });
  });
});

describe('A bad event', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  const deadLetters = async () => {
    const { body } = await gateway.get('/deadletters?limit=50');
    return body.items;
  };

  it('of malformed JSON is answered 400 and kept as a dead letter', async () => {
    const answer = await gateway.post('/events/Ordered', '{"total": ');
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const kept = { reason: 'malformed', source: 'ingestion prod /events/Ordered', message: '{"total": ' };
    expect(await deadLetters()).toContainEqual(expect.objectContaining(kept));
  });

  it('that does not fit its schema is answered 422 with every place', async () => {
    const answer = await gateway.post('/events/Ordered', anOrder({ total: 'much', timestamp: 'today' }));
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(answer.body.errors).toMatchObject([{ path: '/timestamp' }, { path: '/total', code: 'type' }]);
    expect(await deadLetters()).toContainEqual(expect.objectContaining({ reason: 'schema' }));
  });

  it('of an unknown name is answered 404 with the name that was probably meant', async () => {
    const answer = await gateway.post('/events/ordred', anOrder());
    expect(answer).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(answer.body.detail).toContain('did you mean "Ordered"?');
    expect(await deadLetters()).toContainEqual(expect.objectContaining({ reason: 'unknownEvent' }));
  });

  it('without its key is answered 422 with the expression that yields nothing', async () => {
    const answer = await gateway.post('/events/Ordered', anOrder({ person: undefined }));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code: 'missingKey' }] } });
    expect(answer.body.detail).toContain('@{Ordered.person}');
    expect(await deadLetters()).toContainEqual(expect.objectContaining({ reason: 'missingKey' }));
  });

  it('that is too large is answered 413', async () => {
    const answer = await gateway.post('/events/Ordered', anOrder({ note: 'x'.repeat(1024 * 1024) }));
    expect(answer).toMatchObject({ status: 413, body: { code: 'tooLarge' } });
  });

  it('that is too large among many is refused alone', async () => {
    const large = JSON.stringify(anOrder({ _id: 'large', note: 'ä'.repeat(600 * 1024) }));
    const small = JSON.stringify(anOrder({ _id: 'small' }));
    const { body } = await gateway.post('/events/Ordered', `${large}\n${small}`, LINES);
    expect(body).toMatchObject({ ids: ['small'], errors: [{ index: 0, code: 'tooLarge' }] });
  });

  it('in another content type is answered 415', async () => {
    const answer = await gateway.post('/events/Ordered', 'total=1', { 'content-type': 'text/plain' });
    expect(answer).toMatchObject({ status: 415 });
  });

  it('from someone with unknown credentials is answered 401', async () => {
    const headers = { 'content-type': 'application/json', 'x-api-key': 'guessed' };
    expect(await gateway.post('/events/Ordered', anOrder(), headers)).toMatchObject({ status: 401 });
  });

  it('never reaches an inbox', async () => {
    await gateway.post('/events/Ordered', anOrder({ _id: 'wrong', total: 'much' }));
    expect((await gateway.inputs()).filter(({ id }) => id === 'wrong')).toEqual([]);
  });

  it('is counted by its reason', async () => {
    await gateway.post('/events/Ordered', anOrder({ person: '' }));
    const text = await gateway.service.metrics.registry.metrics();
    expect(text).toMatch(/waystream_ingestion_events_rejected_total\{reason="missingKey",protocol="plain".*\} [1-9]/);
    expect(text).toMatch(/waystream_dead_letters_total\{reason="missingKey".*\} [1-9]/);
    expect(text).toMatch(
      /waystream_ingestion_request_duration_seconds_count\{.*protocol="plain",outcome="rejected"\} [1-9]/,
    );
  });
});
