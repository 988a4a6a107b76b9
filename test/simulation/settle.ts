import { DAY_MS } from '@waystream/core';
import { decodePerson } from '@waystream/journey';
import { hashAt, streamAt } from './redis/memory.js';
import { demand, Violation } from './rules/violation.js';
import { PARTITIONS } from './story.js';
import { ALL, LISTENERS, type System } from './system/system.js';

/** Longer than any journey of a story may last. */
const LONG_MS = 200 * DAY_MS;

/** More alarms than any story sets; whoever needs more goes round in circles. */
const MOST_ALARMS = 2_000;

/**
 * Everything heals, everybody hears of everything, and time goes by until nothing is left to do. Then nobody may be
 * inside of anything; while versions are paused or under test, of nothing else.
 */
export async function comeToRest(system: System, check: () => void): Promise<void> {
  const { configuration, make, owners } = system;
  for (const partition of partitions()) await make({ move: 'thaw', partition });
  await owners.notice();
  for (const listener of LISTENERS) await make({ move: 'hear', listener, orders: ALL });
  await run(system, check);
  for (const { person, version } of inside(system)) {
    const status = configuration.latest.versions.find(version)?.status;
    demand(status === 'paused', 'nobody is stuck', () => `${person} in ${version}, which is ${status}`);
  }
  for (const version of configuration.documents.keys()) {
    for (const order of ['resume', 'endTest'] as const) await make({ move: 'order', version, order, late: [] });
  }
  await run(system, check);
  for (const { person, version } of inside(system)) {
    throw new Violation('nobody is stuck after a pause', `${person} in ${version}`);
  }
  for (const { person, version } of tested(system)) {
    throw new Violation('nothing is remembered of a test', `${person}, ${version}`);
  }
  for (const [person, text] of people(system)) {
    const passed = Object.values(decodePerson(text).entrances).some(({ until }) => until !== null);
    demand(!passed, 'what no wait period asks for is forgotten', () => `${person}: ${text}`);
  }
}

/** Drains the pipes and follows the alarms, as far as owners have set them. */
async function run(system: System, check: () => void): Promise<void> {
  const { owners, make, now, runs } = system;
  for (let alarms = 0; ; alarms++) {
    if (alarms > MOST_ALARMS) throw new Violation('everything comes to rest', `after ${alarms} alarms it has not`);
    await drain(system, check);
    const due = await Promise.all(partitions().map((partition) => owners.nextDueMs(partition)));
    const next = Math.min(...[...due, runs.nextDueMs()].map((ms) => ms ?? Number.POSITIVE_INFINITY));
    if (next > now() + LONG_MS) return;
    if (next > now()) await make({ move: 'pass', ms: next - now() });
    for (const partition of partitions()) await make({ move: 'ring', partition, faults: [] });
  }
}

async function drain({ server: { memory, keyspace }, callers, runs, make }: System, check: () => void): Promise<void> {
  for (let isBusy = true; isBusy; ) {
    isBusy = false;
    check();
    while (runs.ready() > 0) {
      await make({ move: 'work', which: 0, faults: [] });
      isBusy = true;
    }
    for (const partition of partitions()) {
      if (streamAt(memory, keyspace.inbox(partition)).entries.size > 0) {
        await make({ move: 'decide', partition, most: 100, faults: [] });
        isBusy = true;
      }
      for (const pipe of ['actions', 'fetches'] as const) {
        while (callers.waiting(partition, pipe) > 0) {
          await make({ move: 'answer', partition, pipe, which: 0, faults: [] });
          isBusy = true;
        }
      }
    }
  }
}

function inside(system: System): { person: string; version: string }[] {
  return people(system).flatMap(([person, text]) =>
    decodePerson(text).instances.map(({ version }) => ({ person, version })),
  );
}

/** What re-entrance rules and goals remember of tests. */
function tested(system: System): { person: string; version: string }[] {
  return people(system).flatMap(([person, text]) => {
    const { entrances, watches } = decodePerson(text);
    const versions = [...Object.keys(entrances), ...watches.map(({ version }) => version)];
    return versions.filter((version) => version.includes('@')).map((version) => ({ person, version }));
  });
}

function people({ server: { memory, keyspace } }: System): [person: string, state: string][] {
  return partitions().flatMap((partition) => [...hashAt(memory, keyspace.people(partition))]);
}

function partitions(): number[] {
  return Array.from({ length: PARTITIONS }, (_, partition) => partition);
}
