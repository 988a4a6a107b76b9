import type { JsonObject } from '@waystream/core';
import { decodePerson, type PersonState } from '@waystream/journey';
import { openStore, type Store, saveConfig } from '@waystream/redis';
import { type StartedService, startService } from '@waystream/service';
import { aJourney, anAction, anEvent, createVirtualClock, redisSandbox, type VirtualClock } from '@waystream/testing';
import { onTestFinished, vi } from 'vitest';
import { evaluator } from './evaluator.js';

export const PATIENT = { timeout: 25_000, interval: 5 };
const START_MS = Date.UTC(2026, 0, 1);
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A shop that reminds of a cart after an hour without an order, with one partition and evaluators that come and go. */
export interface Shop {
  store: Store;
  clock: VirtualClock;
  /** `redisUrl`: a way to the shop's Redis that is not the straight one. */
  start(redisUrl?: string): Promise<StartedService<'evaluator', typeof evaluator.settings>>;
  /** Stores the version with some part replaced, or removes it with `null`; resolves when the evaluator knows. */
  version(more: JsonObject | null): Promise<void>;
  /** Lets people send an event; resolves when that is decided. */
  sends(event: 'Cart' | 'Order', ...people: string[]): Promise<void>;
  /** Everyone of whom something is remembered. */
  people(): Promise<PersonState[]>;
  /** Whom the action was asked for, in order. */
  reminded(): Promise<string[]>;
}

const REMINDER = aJourney('Reminder', [
  { id: 'cart', type: 'event', event: 'Cart', next: ['ordered', 'hour'] },
  { id: 'ordered', type: 'event', event: 'Order' },
  { id: 'hour', type: 'wait', duration: 'PT1H', next: 'remind' },
  { id: 'remind', type: 'action', action: 'Remind', parameters: { text: "'hello'" } },
]);

/** `redisUrl`: a Redis of the test's own. */
export async function openShop(redisUrl?: string): Promise<Shop> {
  const sandbox = redisSandbox(redisUrl);
  const clock = createVirtualClock(START_MS);
  const store = await openStore({ redisUrls: [sandbox.url], keyPrefix: sandbox.keyPrefix, partitions: 1 }, QUIET);
  onTestFinished(() => store.connections.close());
  const { commands } = store.connections;
  const { keyspace } = store;
  const save = async (kind: string, name: string, document: JsonObject | null) => {
    await saveConfig(store, { sandbox: 'prod', kind, name }, document, 'anything').catch(() =>
      saveConfig(store, { sandbox: 'prod', kind, name }, document, 'nothing'),
    );
  };
  for (const { name, schema, definition } of [anEvent('Cart', { note: 'string' }), anEvent('Order')]) {
    await save('schema', `${name}Schema`, schema);
    await save('event', name, { ...definition, eventId: name });
  }
  await save('action', 'Remind', anAction('Remind', ['text']));
  const at = '2026-01-01T00:00:00.000Z';
  const record = { uid: 'v1', journeyUid: 'j1', version: 1, status: 'live', createdAt: at, modifiedAt: at };
  const document: JsonObject = JSON.parse(JSON.stringify(REMINDER));
  let running: StartedService<'evaluator', typeof evaluator.settings> | null = null;
  const definitionsRead = async () => (await running?.metrics.definitionsRead.get())?.values[0]?.value ?? 0;
  const version = async (more: JsonObject | null) => {
    const before = await definitionsRead();
    await save('version', 'v1', more && { ...record, document, ...more });
    await vi.waitUntil(async () => running === null || (await definitionsRead()) > before, PATIENT);
  };
  await version({});
  let sent = 0;
  return {
    store,
    clock,
    version,
    async start(redisUrl = sandbox.url) {
      const environment = { ...sandbox.environment, WAYSTREAM_PARTITIONS: '1', WAYSTREAM_REDIS_URL: redisUrl };
      const service = await startService(evaluator, { environment, clock });
      running = service;
      const stop = () => {
        if (running === service) running = null;
        return service.stop();
      };
      onTestFinished(async () => {
        await stop();
      });
      return { ...service, stop };
    },
    async sends(event, ...names) {
      for (const name of names) {
        sent += 1;
        const person = `prod:Email:${name}`;
        const input = { v: 1, type: 'event', id: `e${sent}`, person, events: [event], payload: {}, at: clock.now() };
        await commands.xadd(keyspace.inbox(0), '*', 'm', JSON.stringify(input));
      }
      await vi.waitUntil(async () => (await commands.xlen(keyspace.inbox(0))) === 0, PATIENT);
    },
    people: async () => Object.values(await commands.hgetall(keyspace.people(0))).map(decodePerson),
    async reminded() {
      const entries = await commands.xrange(keyspace.actions(0), '-', '+');
      return entries.map(([, fields]) => JSON.parse(fields[1] ?? '{}').person.replace('prod:Email:', ''));
    },
  };
}
