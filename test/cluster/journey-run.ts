import { isJsonObject, type JsonObject } from '@waystream/core';
import { decodeSteps, personId, type StepEvent } from '@waystream/journey';
import { openStore, readSteps, type Store } from '@waystream/redis';
import {
  callApi,
  furnish,
  type HttpEndpoint,
  type ReceivedRequest,
  type ServiceProcesses,
  startEndpoint,
  startServiceProcesses,
} from '@waystream/testing';
import { expect, vi } from 'vitest';
import { crashWorld } from './crash-world.js';

/** All services as processes, the crash world published, and what a test asks of them. */
export interface JourneyRun {
  readonly services: ServiceProcesses;
  /** Where calls of journeys arrive. */
  readonly endpoint: HttpEndpoint;
  readonly store: Store;
  /** Sends an event of everyone, again under the same ids until all are accepted, as a patient producer does. */
  sends(event: 'CartAbandoned' | 'OrderPlaced', people: readonly string[]): Promise<void>;
  /** Calls of a kind that have arrived for these people. */
  calls(path: CallPath, people: readonly string[]): number;
  /** Resolves when there are at least so many. */
  untilCalled(path: CallPath, people: readonly string[], least: number): Promise<void>;
  untilCompleted(people: readonly string[]): Promise<void>;
  /** Resolves when the report counts everyone who was sent on a journey, exactly. */
  untilReported(): Promise<void>;
  stepsOf(people: readonly string[]): Promise<StepEvent[]>;
  /** Everybody made every step once, and calls that were made again carried the same key. */
  expectOnce(people: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

type CallPath = '/weather' | '/First' | '/Second';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Events in one request of a producer. */
const BATCH = 20;
const PATIENT = { timeout: 60_000, interval: 100 };
/** The step logs are read as a whole. */
const RARELY = { ...PATIENT, interval: 250 };

/** People that no other test of the run uses. */
export const peopleOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);

/** `redisUrls` is one server, or the nodes of a cluster. */
export async function startJourneyRun(redisUrls: readonly string[]): Promise<JourneyRun> {
  const endpoint = await startEndpoint();
  endpoint.answerWith(({ path }) => (path === '/weather' ? { body: { celsius: 30 } } : {}));
  const services = await startServiceProcesses(serviceEnvironment(redisUrls));
  const store = await openStore({ redisUrls, keyPrefix: 'ws', partitions: 16 }, QUIET);
  const urls = {
    authoring: services.url('authoring'),
    enrichment: services.url('enrichment'),
    endpoint: endpoint.url,
  };
  const version = (await furnish(crashWorld, urls)).get('Crash') ?? '';
  const entered = new Set<string>();
  const stepsOf = stepReader(store);
  const patientSteps = (people: readonly string[]) => vi.waitFor(() => stepsOf(people), PATIENT);
  return {
    services,
    endpoint,
    store,
    async sends(event, people) {
      if (event === 'CartAbandoned') for (const person of people) entered.add(person);
      for (let from = 0; from < people.length; from += BATCH) {
        const batch = people.slice(from, from + BATCH);
        await vi.waitFor(() => sendAll(services, event, batch), PATIENT);
      }
    },
    calls: (path, people) => callsOf(endpoint, path, people).length,
    async untilCalled(path, people, least) {
      await vi.waitUntil(() => callsOf(endpoint, path, people).length >= least, { ...PATIENT, interval: 5 });
    },
    async untilCompleted(people) {
      // Who has not is told by where they are, so that a failure says what became of them.
      const missing = async () => {
        const steps = await stepsOf(people);
        const done = new Set(steps.flatMap(({ ending, person }) => (ending === 'completed' ? [person] : [])));
        const last = new Map(steps.map((step) => [step.person, `${step.node}:${step.ending ?? step.status}`]));
        const ids = people.map((key) => personId({ sandbox: 'prod', namespace: 'Email', key }));
        return ids.filter((id) => !done.has(id)).map((id) => `${id} ${last.get(id) ?? 'nowhere'}`);
      };
      await vi.waitFor(async () => expect(await missing()).toEqual([]), RARELY);
    },
    async untilReported() {
      const figures = { entered: entered.size, completed: entered.size, current: 0 };
      await vi.waitFor(async () => expect(await reported(services, version)).toMatchObject(figures), RARELY);
    },
    stepsOf: patientSteps,
    async expectOnce(people) {
      expectEachStepOnce(await patientSteps(people));
      expectOneKeyPerCall(endpoint, people);
    },
    async stop() {
      await services.stop();
      await store.connections.close();
      await endpoint.close();
    },
  };
}

/** What a further service needs to belong to the run. */
export const serviceEnvironment = (redisUrls: readonly string[]) => ({ WAYSTREAM_REDIS_URL: redisUrls.join(',') });

async function sendAll(services: ServiceProcesses, event: string, people: readonly string[]): Promise<void> {
  const lines = people.map((person) =>
    JSON.stringify({ _id: `${event}-${person}`, person, total: 10, orderId: person }),
  );
  const response = await fetch(`${services.url('ingestion')}/events/${event}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  expect(await response.json()).toMatchObject({ accepted: people.length });
}

async function reported(services: ServiceProcesses, version: string): Promise<JsonObject> {
  const report = await callApi('GET', `${services.url('reporting')}/reports/journeys/${version}`);
  return isJsonObject(report.figures) ? report.figures : {};
}

/**
 * Reads steps from the logs. They are read as a whole, because a failover may forget some, but each message is decoded
 * once: this process carries what services say to Redis in some tests, and must not keep them waiting.
 */
function stepReader(store: Store): (people: readonly string[]) => Promise<StepEvent[]> {
  const partitions = Array.from({ length: store.keyspace.partitions }, (_, partition) => partition);
  const decoded = new Map<string, readonly StepEvent[]>();
  const stepsIn = (message: string) => {
    const steps = decoded.get(message) ?? decodeSteps(message);
    decoded.set(message, steps);
    return steps;
  };
  return async (people) => {
    const wanted = new Set(people.map((key) => personId({ sandbox: 'prod', namespace: 'Email', key })));
    const logs = await Promise.all(partitions.map((partition) => readSteps(store, partition, '-', 100_000)));
    return logs.flat().flatMap(({ message }) => stepsIn(message).filter(({ person }) => wanted.has(person)));
  };
}

/** Whom a request to the endpoint was about. */
function personOf({ path, query, body }: ReceivedRequest): string {
  return path === '/weather' ? (query.of ?? '') : String(isJsonObject(body) ? body.person : '');
}

function callsOf(endpoint: HttpEndpoint, path: string, people: readonly string[]): ReceivedRequest[] {
  const wanted = new Set(people);
  return endpoint.received.filter((request) => request.path === path && wanted.has(personOf(request)));
}

/** Every step has its own id, and the steps of an instance are numbered without a gap. */
function expectEachStepOnce(steps: readonly StepEvent[]): void {
  expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  const byInstance = new Map<string, number[]>();
  for (const { instance, id } of steps) {
    if (instance) byInstance.set(instance, [...(byInstance.get(instance) ?? []), Number(id.split('.')[1])]);
  }
  for (const numbers of byInstance.values()) expect(numbers).toEqual(numbers.map((_, index) => index));
}

function expectOneKeyPerCall(endpoint: HttpEndpoint, people: readonly string[]): void {
  for (const path of ['/First', '/Second']) {
    const keys = new Map<string, Set<string>>();
    for (const request of callsOf(endpoint, path, people)) {
      const person = personOf(request);
      keys.set(person, (keys.get(person) ?? new Set()).add(request.headers['idempotency-key'] ?? 'none'));
    }
    const counts = people.map((person) => [person, keys.get(person)?.size ?? 0]);
    expect(counts).toEqual(people.map((person) => [person, 1]));
  }
}
