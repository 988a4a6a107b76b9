import { loadPeople } from '@waystream/redis';
import type { System } from '../system.js';
import { whileParked } from './park-people.js';
import { bytesByKind, usedMemory } from './partition-keys.js';

/** What people who wait cost: bytes of Redis each, by what they are made of. */
export function benchParked(people: number): Promise<void> {
  return whileParked(people, (system, before) => tellMemory(system, people, before));
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
