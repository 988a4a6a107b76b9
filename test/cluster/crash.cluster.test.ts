import { isJsonObject, type JsonObject, type ServiceName } from '@waystream/core';
import { decodeSteps, personId, type StepEvent } from '@waystream/journey';
import { openStore, readSteps, type Store } from '@waystream/redis';
import {
  aJourney,
  anAction,
  anEvent,
  callApi,
  furnish,
  type HttpEndpoint,
  type RedisServer,
  type ServiceProcesses,
  startEndpoint,
  startRedis,
  startServiceProcesses,
} from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** Two calls with an event or a short wait between them: people stand at every kind of stop when processes die. */
const world = {
  events: [anEvent('CartAbandoned', { total: 'number' }), anEvent('OrderPlaced', { orderId: 'string' })],
  actions: [anAction('First', ['person']), anAction('Second', ['person'])],
  journeys: [
    aJourney('Crash', [
      { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'first' },
      {
        id: 'first',
        type: 'action',
        action: 'First',
        parameters: { person: '@{CartAbandoned.person}' },
        next: ['ordered', 'wait'],
      },
      { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'second' },
      { id: 'wait', type: 'wait', duration: 'PT2S', next: 'second' },
      {
        id: 'second',
        type: 'action',
        action: 'Second',
        parameters: { person: '@{CartAbandoned.person}' },
        next: 'done',
      },
      { id: 'done', type: 'end', label: 'Done' },
    ]),
  ],
};

const PEOPLE = 500;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('when a process is killed in the middle of the journeys of 500 people', () => {
  let redis: RedisServer;
  let endpoint: HttpEndpoint;
  let services: ServiceProcesses;
  let store: Store;
  let version: string;

  beforeAll(async () => {
    redis = await startRedis({ durable: true });
    endpoint = await startEndpoint();
    services = await startServiceProcesses({ WAYSTREAM_REDIS_URL: redis.url });
    store = await openStore({ redisUrls: [redis.url], keyPrefix: 'ws', partitions: 16 }, QUIET);
    const urls = {
      authoring: services.url('authoring'),
      enrichment: services.url('enrichment'),
      endpoint: endpoint.url,
    };
    version = (await furnish(world, urls)).get('Crash') ?? '';
  }, 120_000);

  afterAll(async () => {
    await services.stop();
    await store.connections.close();
    await endpoint.close();
    await redis.stop();
  }, 60_000);

  for (const victim of ['evaluator', 'action-dispatcher', 'reporting'] satisfies ServiceName[]) {
    it(`everyone completes once after ${victim} died`, async () => {
      const people = Array.from({ length: PEOPLE }, (_, index) => `${victim}-${index}`);
      const before = endpoint.received.length;
      await sendAll(services, 'CartAbandoned', people);
      await vi.waitUntil(() => endpoint.received.length > before + PEOPLE / 4, { timeout: 20_000, interval: 2 });
      await services.kill(victim);
      await sendAll(
        services,
        'OrderPlaced',
        people.filter((_, index) => index % 2 === 0),
      );
      await services.start(victim);

      await untilReported(services, version, victim);
      const steps = await stepsOf(store, people);
      expectEachStepOnce(steps);
      expect(steps.filter(({ ending }) => ending === 'completed')).toHaveLength(PEOPLE);
      expectOneKeyPerCall(endpoint, people);
    });
  }

  it('an event that is sent again changes nothing', async () => {
    const body = { _id: 'again-1', person: 'again', total: 1 };
    for (let time = 0; time < 3; time++)
      await callApi('POST', `${services.url('ingestion')}/events/CartAbandoned`, body);
    await vi.waitUntil(async () => (await stepsOf(store, ['again'])).some(({ ending }) => ending), {
      timeout: 20_000,
      interval: 50,
    });
    expect((await stepsOf(store, ['again'])).filter(({ entrance }) => entrance)).toHaveLength(1);
  });

  it('an owner that was frozen and wakes up after another took over moves nobody twice', async () => {
    const people = Array.from({ length: 100 }, (_, index) => `frozen-${index}`);
    await sendAll(services, 'CartAbandoned', people);
    services.freeze('evaluator');
    const successor = await startServiceProcesses({ WAYSTREAM_REDIS_URL: redis.url }, ['evaluator']);
    try {
      await untilCompleted(store, people);
      services.thaw('evaluator');
      await sendAll(services, 'CartAbandoned', ['after-thaw']);
      await untilCompleted(store, ['after-thaw']);
    } finally {
      services.thaw('evaluator');
      await successor.stop();
    }
    expectEachStepOnce(await stepsOf(store, people));
    expectOneKeyPerCall(endpoint, people);
  });
});

async function sendAll(services: ServiceProcesses, event: string, people: string[]): Promise<void> {
  const lines = people.map((person) =>
    JSON.stringify({ _id: `${event}-${person}`, person, total: 10, orderId: person }),
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  const response = await fetch(`${services.url('ingestion')}/events/${event}`, {
    method: 'POST',
    headers,
    body: lines.join('\n'),
  });
  expect(await response.json()).toMatchObject({ accepted: people.length });
}

async function figures(services: ServiceProcesses, version: string): Promise<JsonObject> {
  const report = await callApi('GET', `${services.url('reporting')}/reports/journeys/${version}`);
  return isJsonObject(report.figures) ? report.figures : {};
}

/** The report counts everyone of this and the earlier tests, exactly. */
async function untilReported(services: ServiceProcesses, version: string, victim: string): Promise<void> {
  const rounds = ['evaluator', 'action-dispatcher', 'reporting'].indexOf(victim) + 1;
  await vi.waitFor(
    async () =>
      expect(await figures(services, version)).toMatchObject({
        entered: rounds * PEOPLE,
        completed: rounds * PEOPLE,
        current: 0,
      }),
    { timeout: 60_000, interval: 200 },
  );
}

async function untilCompleted(store: Store, people: string[]): Promise<void> {
  const completed = async () => (await stepsOf(store, people)).filter(({ ending }) => ending === 'completed').length;
  await vi.waitUntil(async () => (await completed()) === people.length, { timeout: 60_000, interval: 200 });
}

async function stepsOf(store: Store, people: string[]): Promise<StepEvent[]> {
  const wanted = new Set(people.map((key) => personId({ sandbox: 'prod', namespace: 'Email', key })));
  const partitions = Array.from({ length: store.keyspace.partitions }, (_, partition) => partition);
  const logs = await Promise.all(partitions.map((partition) => readSteps(store, partition, '-', 100_000)));
  const steps = logs.flat().flatMap(({ message }) => decodeSteps(message));
  return steps.filter(({ person }) => wanted.has(person));
}

/** Every step has its own id, and the steps of an instance are numbered without a gap. */
function expectEachStepOnce(steps: StepEvent[]): void {
  expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  const byInstance = new Map<string, number[]>();
  for (const { instance, id } of steps) {
    if (instance) byInstance.set(instance, [...(byInstance.get(instance) ?? []), Number(id.split('.')[1])]);
  }
  for (const numbers of byInstance.values()) expect(numbers).toEqual(numbers.map((_, index) => index));
}

/** Calls are made at least once, and whenever one is made again it carries the same key. */
function expectOneKeyPerCall(endpoint: HttpEndpoint, people: string[]): void {
  const keys = new Map<string, Set<string>>();
  for (const { path, body, headers } of endpoint.received) {
    const call = `${path} ${isJsonObject(body) ? body.person : ''}`;
    keys.set(call, (keys.get(call) ?? new Set()).add(headers['idempotency-key'] ?? 'none'));
  }
  for (const person of people) {
    for (const path of ['/First', '/Second']) expect([...(keys.get(`${path} ${person}`) ?? [])]).toHaveLength(1);
  }
}
