import { parseJson } from '@waystream/core';
import { decodePerson, encodePerson, type Instance, nextDueMs, type PersonState } from '@waystream/journey';
import { hashAt, sortedSetAt, streamAt } from '../redis/memory.js';
import type { MemoryServer } from '../redis/memory-store.js';
import { demand } from './violation.js';

/** What must hold of everyone a partition remembers, whenever nothing is half done. */
export function checkPeople(
  { memory, keyspace }: Pick<MemoryServer, 'memory' | 'keyspace'>,
  partition: number,
  { placeOf, read }: { placeOf: (instance: Instance) => string; read: (text: string) => PersonState },
): Instance[] {
  const people = hashAt(memory, keyspace.people(partition));
  const timers = sortedSetAt(memory, keyspace.timers(partition));
  const underWay = requestsUnderWay({ memory, keyspace }, partition);
  for (const person of timers.keys()) demand(people.has(person), 'a timer belongs to somebody', () => person);
  return [...people].flatMap(([person, text]) => {
    const state = read(text);
    const due = nextDueMs(state);
    const set = timers.get(person) ?? null;
    demand(due === set, 'the timer says when the person is due', () => `${person}: due ${due}, timer ${set}; ${text}`);
    checkPlaces(state, placeOf);
    for (const instance of state.instances) checkStop(instance, underWay);
    return [...state.instances];
  });
}

/** Reads stored states, each once: most people stand still most of the time. */
export function createReader(): (text: string) => PersonState {
  const read = new Map<string, PersonState>();
  return (text) => {
    const known = read.get(text);
    if (known) return known;
    const state = decodePerson(text);
    demand(encodePerson(state) === text, 'a state reads back as it was written', () => text);
    read.set(text, state);
    return state;
  };
}

function checkPlaces({ instances }: PersonState, placeOf: (instance: Instance) => string): void {
  const places = instances.map(placeOf);
  demand(new Set(places).size === places.length, 'one instance per person and journey', () => places.join(' '));
}

/** Whoever waits for an answer will get one; whoever listens has been offered what was held. */
function checkStop({ id, visit, stop, pause, held }: Instance, underWay: ReadonlySet<string>): void {
  switch (stop.kind) {
    case 'listening':
      demand(held.length === 0, 'what was held is offered to whoever listens', () => `${id}: ${JSON.stringify(held)}`);
      return;
    case 'starting':
      demand(pause !== null, 'only a pause keeps people before the entry', () => id);
      return;
    default: {
      const isKept = pause?.kept.some((input) => 'visit' in input && input.visit === visit) === true;
      const request = stop.kind === 'fetching' ? `${id}.${visit}.${stop.round}` : `${id}.${visit}`;
      demand(isKept || underWay.has(request), 'whoever waits for an answer gets one', () => `${request}, ${stop.kind}`);
    }
  }
}

/** Ids of requests that nobody has carried out yet, and of answers that nobody has decided yet. */
function requestsUnderWay(
  { memory, keyspace }: Pick<MemoryServer, 'memory' | 'keyspace'>,
  partition: number,
): Set<string> {
  const pipes = [keyspace.actions(partition), keyspace.fetches(partition), keyspace.inbox(partition)];
  const messages = pipes.flatMap((pipe) => [...streamAt(memory, pipe).entries.values()]);
  return new Set(messages.map((message) => idOf(message)));
}

/** Guarantee: every message of these pipes begins with or holds its own id as a text field. */
function idOf(message: string): string {
  const { id } = parseJson(message) as { id: string };
  return id;
}
