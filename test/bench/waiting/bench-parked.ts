import { loadPeople } from '@waystream/redis';
import { aJourney, anAction, anEvent } from '@waystream/testing';
import { cpuSeconds } from '../journeys/processes.js';
import { type System, startSystem } from '../system.js';
import { bytesByKind, usedMemory, waitingPeople } from './partition-keys.js';
import { sendPeople } from './send-people.js';
import { until } from './until.js';

const IDLE_SECONDS = 30;

const world = {
  events: [anEvent('Signup', { country: 'string' }), anEvent('Order')],
  actions: [anAction('Remind', ['person'])],
  journeys: [
    aJourney('Parked', [
      { id: 'signup', type: 'event', event: 'Signup', next: ['order', 'month'] },
      { id: 'order', type: 'event', event: 'Order', next: 'done' },
      { id: 'month', type: 'wait', duration: 'P30D', next: 'remind' },
      { id: 'remind', type: 'action', action: 'Remind', parameters: { person: '@{Signup.person}' }, next: 'done' },
      { id: 'done', type: 'end', label: 'Done' },
    ]),
  ],
};

/** What people who wait cost: bytes of Redis each, by what they are made of, and the CPU of an idle system around them. */
export async function benchParked(people: number): Promise<void> {
  const system = await startSystem(world, 'http://127.0.0.1:9');
  try {
    const before = await usedMemory(system.store);
    const keys = Array.from({ length: people }, (_, index) => `person-${index}@example.com`);
    const startedMs = performance.now();
    await sendPeople(system, 'Signup', keys);
    await until('parking', async () => (await waitingPeople(system.store)) === people, 300);
    const seconds = (performance.now() - startedMs) / 1_000;
    console.log(`parked: ${people} people parked in ${seconds.toFixed(1)} s (${Math.round(people / seconds)}/s)`);
    await tellMemory(system, people, before);
    await tellIdle(system);
  } finally {
    await system.stop();
  }
}

async function tellMemory({ store }: System, people: number, before: number): Promise<void> {
  const grown = (await usedMemory(store)) - before;
  const bytes = await bytesByKind(store);
  const each = (kind: string) => (bytes.get(kind) ?? 0) / people;
  const sample = `prod:Email:person-0@example.com`;
  const [state] = await loadPeople(store, store.keyspace.partitionOf(sample), [sample]);
  const payload = payloadBytes(state ?? '');
  const waiting = each('people') + each('timers');
  console.log(
    `  ${waiting.toFixed(0)} bytes a waiting person, ${(waiting - payload).toFixed(0)} beyond the payload of ${payload}: ` +
      `state ${each('people').toFixed(0)} (text ${state?.length ?? 0}, name ${sample.length}), timer ${each('timers').toFixed(0)}`,
  );
  console.log(
    `  within their windows and budgets: step log ${each('steps').toFixed(0)}, ids for deduplication ${each('seen').toFixed(0)}; ` +
      `Redis grew by ${(grown / people).toFixed(0)} in all`,
  );
}

/** What the instance carries of its events. */
function payloadBytes(state: string): number {
  const [, instances] = JSON.parse(state || '[2,[]]');
  return JSON.stringify(instances[0]?.[5] ?? {}).length;
}

async function tellIdle({ redis, services }: System): Promise<void> {
  const pids = { redis: redis.pid, ...services.pids() };
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const before = cpuSeconds(pids);
  await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1_000));
  const shares = [...cpuSeconds(pids)].map(([name, used]) => {
    return [name, ((used - (before.get(name) ?? 0)) / IDLE_SECONDS) * 100] as const;
  });
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  const parts = shares.map(([name, share]) => `${name} ${share.toFixed(2)}`).join(', ');
  console.log(`  idle with them: ${total.toFixed(2)} % of a core (${parts})`);
}
