import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Json, JsonObject } from '@waystream/core';
import { listDeadLetters } from '@waystream/redis';
import { type HttpEndpoint, startEndpoint } from '@waystream/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ADA, emailOf, enrichmentStage } from './enrichment-stage.test.js';

let endpoint: HttpEndpoint;

beforeEach(async () => {
  endpoint = await startEndpoint();
});
afterEach(() => endpoint.close());

async function runningStage() {
  const stage = await enrichmentStage();
  const service = await stage.start();
  onTestFinished(async () => {
    await service.stop();
    await stage.close();
  });
  return {
    ...stage,
    service,
    /** The data source `Rooms` at the endpoint, with the field group `Booking`. */
    async rooms(group: JsonObject = {}, url = endpoint.url) {
      await stage.dataSource({ name: 'Rooms', url });
      const booking = { dataSource: 'Rooms', name: 'Booking', source: 'external', responsePayload: { booked: true } };
      await stage.fieldGroup({ ...booking, ...group });
    },
    members: () =>
      stage.fieldGroup({
        ...{ dataSource: 'ExperiencePlatform', name: 'Members', source: 'profile' },
        fields: ['loyalty.points', 'person.name.firstName'],
      }),
  };
}

const booking = (params: Record<string, Json> | null = null) => ({ source: 'Rooms', group: 'Booking', params });
const members = { source: 'ExperiencePlatform', group: 'Members', params: null };

describe('a request', () => {
  it('for profile and external fields is answered as a whole, for the stop that asked', async () => {
    const stage = await runningStage();
    await stage.members();
    await stage.rooms({ path: '/bookings', dynamicValues: ['id'] });
    await stage.profile(emailOf('ada@example.com'), { loyalty: { points: 7, tier: 'gold' }, secret: 'x' });
    endpoint.answerWith(() => ({ body: { booked: true } }));

    const id = await stage.ask([members, booking({ id: 'r 1' })], { visit: 4, round: 2 });

    expect(await stage.broughtBy(id)).toMatchObject({
      ...{ type: 'fetched', instance: 'i', visit: 4, round: 2 },
      answers: [
        { ...members, data: { loyalty: { points: 7 } } },
        { ...booking({ id: 'r 1' }), data: { booked: true } },
      ],
    });
    expect(endpoint.received).toMatchObject([{ method: 'GET', path: '/bookings', query: { id: 'r 1' } }]);
  });

  it('about somebody without a profile brings no fields and no error', async () => {
    const stage = await runningStage();
    await stage.members();
    const { answers } = await stage.broughtBy(await stage.ask([members]));
    expect(answers).toEqual([{ ...members, data: {} }]);
  });

  it('for past events brings the empty collection', async () => {
    const stage = await runningStage();
    const events = { dataSource: 'ExperiencePlatform', name: 'Sends', source: 'experienceEvents', schema: 'sent' };
    await stage.fieldGroup({ ...events, fields: ['timestamp'] });
    const { answers } = await stage.broughtBy(
      await stage.ask([{ source: 'ExperiencePlatform', group: 'Sends', params: null }]),
    );
    expect(answers[0]?.data).toEqual({ experienceevent: [] });
  });

  it('of many people at once is answered for each with their own profile', async () => {
    const stage = await runningStage();
    await stage.members();
    const people = Array.from({ length: 100 }, (_, index) => emailOf(`p${index}@example.com`));
    await Promise.all(people.map((person, points) => stage.profile(person, { loyalty: { points } })));
    const ids = await Promise.all(people.map((person) => stage.ask([members], { person })));
    for (const [points, id] of ids.entries()) {
      const { answers } = await stage.broughtBy(id);
      expect(answers[0]?.data).toEqual({ loyalty: { points } });
    }
  });

  it('that names an unknown field group says so, and its other groups are answered', async () => {
    const stage = await runningStage();
    await stage.members();
    const { answers } = await stage.broughtBy(await stage.ask([booking(), members]));
    expect(answers).toEqual([
      { ...booking(), error: 'unknownFieldGroup' },
      { ...members, data: {} },
    ]);
  });

  it('about somebody whose profile cannot be read fails, and those about others are answered', async () => {
    const stage = await runningStage();
    await stage.members();
    const { keyspace, connections } = stage.store;
    const keys = Array.from({ length: 100 }, (_, index) => emailOf(`p${index}`));
    const [ada = '', bob = ''] = keys.filter((person) => keyspace.partitionOf(person) === 0);
    await stage.profile(ada, { loyalty: { points: 7 } });
    await connections.commands.hset(keyspace.profiles(0), bob, '{"of":"a later release"}');
    const ids = await Promise.all([bob, ada].map((person) => stage.ask([members], { person })));
    const [ofBob, ofAda] = await Promise.all(ids.map((id) => stage.broughtBy(id)));
    expect(ofAda?.answers).toEqual([{ ...members, data: { loyalty: { points: 7 } } }]);
    expect(ofBob?.answers).toEqual([{ ...members, error: 'internal' }]);
  });

  it('that can never be served fails, so that the person goes on', async () => {
    const stage = await runningStage();
    const { keyspace, connections } = stage.store;
    const update = { kind: 'update', field: 'no..path', value: 1, id: 'i.1', person: ADA, instance: 'i', visit: 1 };
    const rest = { v: 1, journey: 'j', version: 'v', node: 'n', at: Date.now(), timeoutMs: 5_000 };
    await stage.write(JSON.stringify({ ...update, ...rest }));
    const answer = await vi.waitFor(async () => {
      const [entry] = await connections.commands.xrange(keyspace.inbox(keyspace.partitionOf(ADA)), '-', '+');
      return JSON.parse(entry?.[1][1] ?? '');
    });
    expect(answer).toMatchObject({ type: 'performed', id: 'i.1', outcome: { status: 'error', code: 'internal' } });
  });

  it('that cannot be read is put aside with the reason, and the rest goes on', async () => {
    const stage = await runningStage();
    await stage.members();
    await stage.write('no json');
    expect((await stage.broughtBy(await stage.ask([members]))).answers[0]?.data).toEqual({});
    await vi.waitFor(async () => expect(await listDeadLetters(stage.store, 10)).toHaveLength(1));
    const [letter] = await listDeadLetters(stage.store, 10);
    expect(letter).toMatchObject({ source: 'enrichment fetches', reason: 'unreadable', message: 'no json' });
  });
});

describe('a data source', () => {
  it('is asked by POST with the payload of the group and its credentials', async () => {
    const stage = await runningStage();
    await stage.dataSource({
      ...{ name: 'Rooms', url: `${endpoint.url}/api`, headers: { 'x-tenant': 'm' } },
      authentication: { type: 'apiKey', name: 'x-api-key', value: 'secret', location: 'header' },
    });
    await stage.fieldGroup({
      ...{ dataSource: 'Rooms', name: 'Booking', source: 'external', responsePayload: {}, method: 'POST' },
      ...{ dynamicValues: ['id'], sentPayload: { guest: { id: { param: 'id' } } } },
    });
    await stage.broughtBy(await stage.ask([booking({ id: 7 })]));
    expect(endpoint.received).toMatchObject([
      { method: 'POST', path: '/api', body: { guest: { id: 7 } }, headers: { 'x-api-key': 'secret', 'x-tenant': 'm' } },
    ]);
  });

  it('that fails yields the code of its failure after retries inside the timeout', async () => {
    const stage = await runningStage();
    await stage.rooms();
    endpoint.answerWith(() => ({ status: 503 }));
    expect((await stage.broughtBy(await stage.ask([booking()]))).answers).toEqual([
      { ...booking(), error: 'http_503' },
    ]);
    expect(endpoint.received).toHaveLength(4);
  });

  it('that does not answer in time yields a timeout', async () => {
    const stage = await runningStage();
    await stage.rooms();
    endpoint.answerWith(() => new Promise(() => {}));
    const { answers } = await stage.broughtBy(await stage.ask([booking()], { timeoutMs: 200 }));
    expect(answers[0]?.error).toBe('timeout');
  });

  it('that cannot be reached yields an internal error', async () => {
    const stage = await runningStage();
    const gone = await startEndpoint();
    await gone.close();
    await stage.rooms({}, gone.url);
    const { answers } = await stage.broughtBy(await stage.ask([booking()], { timeoutMs: 1_000 }));
    expect(answers[0]?.error).toBe('internal');
  });

  it('that answers with anything but JSON yields an error', async () => {
    const stage = await runningStage();
    const server = createServer((_, response) => response.end('<p>hello</p>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    await stage.rooms({}, `http://127.0.0.1:${address.port}`);
    expect((await stage.broughtBy(await stage.ask([booking()]))).answers[0]?.error).toBe('notJson');
  });
});

describe('an answer of a data source', () => {
  const countCalls = () => endpoint.answerWith(() => ({ body: { call: endpoint.received.length } }));

  it('is used again for the same parameters while the group lets it live', async () => {
    const stage = await runningStage();
    await stage.rooms({ cacheDuration: 'PT1H', dynamicValues: ['id'] });
    countCalls();
    const datas = [];
    for (const id of ['a', 'a', 'b', 'a']) {
      const { answers } = await stage.broughtBy(await stage.ask([booking({ id })]));
      datas.push(answers[0]?.data);
    }
    expect(datas).toEqual([{ call: 1 }, { call: 1 }, { call: 2 }, { call: 1 }]);
    expect(await stage.service.metrics.registry.metrics()).toMatch(/enrichment_cache_total{result="hit",.*} 2/);
  });

  it('is shared by equal requests under way, whoever they are about', async () => {
    const stage = await runningStage();
    await stage.rooms({ cacheDuration: 'PT1H' });
    let answerNow = () => {};
    const asked = new Promise<void>((resolveAsked) => {
      endpoint.answerWith(async () => {
        resolveAsked();
        await new Promise<void>((resolve) => {
          answerNow = resolve;
        });
        return { body: { call: 1 } };
      });
    });
    const ids = await Promise.all(['a', 'b', 'c'].map((key) => stage.ask([booking()], { person: emailOf(key) })));
    await asked;
    await vi.waitFor(async () => {
      expect(await stage.service.metrics.registry.metrics()).toMatch(/enrichment_cache_total{result="miss",.*} 3/);
    });
    answerNow();
    for (const id of ids) expect((await stage.broughtBy(id)).answers[0]?.data).toEqual({ call: 1 });
    expect(endpoint.received).toHaveLength(1);
  });

  it('is never used again without a cache duration, not even by equal requests under way', async () => {
    const stage = await runningStage();
    await stage.rooms();
    countCalls();
    const ids = await Promise.all(['a', 'b', 'c'].map((key) => stage.ask([booking()], { person: emailOf(key) })));
    for (const id of ids) await stage.broughtBy(id);
    expect(endpoint.received).toHaveLength(3);
  });

  it('that is a failure is not kept', async () => {
    const stage = await runningStage();
    await stage.rooms({ cacheDuration: 'PT1H' });
    endpoint.answerWith(() => ({ status: endpoint.received.length === 1 ? 404 : 200, body: { booked: true } }));
    const first = await stage.broughtBy(await stage.ask([booking()]));
    const second = await stage.broughtBy(await stage.ask([booking()]));
    expect([first.answers[0]?.error, second.answers[0]?.data]).toEqual(['http_404', { booked: true }]);
  });
});

it('answers what a former owner had read and not answered', async () => {
  const stage = await enrichmentStage();
  const { commands } = stage.store.connections;
  const id = await stage.ask([booking()]);
  for (const partition of [0, 1, 2, 3]) {
    const stream = stage.store.keyspace.fetches(partition);
    await commands.xgroup('CREATE', stream, 'enrichment', '0', 'MKSTREAM');
    await commands.xreadgroup('GROUP', 'enrichment', 'owner', 'STREAMS', stream, '>');
  }
  const service = await stage.start();
  onTestFinished(async () => {
    await service.stop();
    await stage.close();
  });
  expect((await stage.broughtBy(id)).answers[0]?.error).toBe('unknownFieldGroup');
});
