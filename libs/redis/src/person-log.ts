import { AppError } from '@waystream/core';
import {
  decodePerson,
  decodeSteps,
  NOBODY_KNOWN,
  type PersonRecords,
  type PersonState,
  type StepEvent,
  stepsAbout,
} from '@waystream/journey';
import type { Store } from './store.js';

/** No question looks through more of a partition's log than this. */
const MOST_ENTRIES = 50_000;
const CHUNK = 1_000;

/** What is stored of a person's way through journeys, as of one moment. */
export interface PersonLog {
  /** The stored state; `null` when nothing is remembered. */
  state: string | null;
  /** Steps that the log still has, in order. */
  steps: StepEvent[];
  /** Epoch milliseconds; steps before may be missing. `null`: the log has every step there ever was. */
  since: number | null;
}

/** The log with its state read. Throws `internal` for one that a later release has written. */
export function recordsOf({ state, steps, since }: PersonLog): PersonRecords {
  return { state: stateOf(state), steps, logSince: since };
}

/** A person's state as it is stored, read. Throws `internal` for one that a later release has written. */
export function stateOf(text: string | null): PersonState {
  if (text === null) return NOBODY_KNOWN;
  try {
    return decodePerson(text);
  } catch (cause) {
    throw new AppError('internal', 'The stored state of this person cannot be read by this release.', { cause });
  }
}

/** How far a question looks back: through so many entries of a partition's log, to steps of that time. */
interface Reach {
  readonly mostEntries: number;
  /** Epoch milliseconds. */
  readonly backTo: number;
}

/**
 * Reads a person's state and, backwards, the log of their partition. People have no log of their own: it would cost
 * memory for everybody who is parked, and is asked for rarely. Entries of a form that is not known here are left out.
 */
export async function readPersonLog(store: Store, person: string, mostEntries = MOST_ENTRIES): Promise<PersonLog> {
  const log = await readPartition(store, [person], { mostEntries, backTo: 0 });
  return log.get(person) ?? { state: null, steps: [], since: null };
}

/**
 * What is stored of several people, by person, each partition's log being read once. It looks back to a time and, over all
 * partitions together, through no more than for one person.
 */
export async function readPeopleLogs(
  store: Store,
  people: Iterable<string>,
  backTo: number,
): Promise<Map<string, PersonLog>> {
  const byPartition = new Map<number, string[]>();
  for (const person of people) {
    const partition = store.keyspace.partitionOf(person);
    byPartition.set(partition, [...(byPartition.get(partition) ?? []), person]);
  }
  const mostEntries = MOST_ENTRIES / byPartition.size;
  const logs = new Map<string, PersonLog>();
  for (const own of byPartition.values()) {
    for (const [person, log] of await readPartition(store, own, { mostEntries, backTo })) logs.set(person, log);
  }
  return logs;
}

/** Messages about one person, the newest first. */
interface Search {
  readonly isAsked: (message: string) => boolean;
  readonly found: string[];
}

/** People of one partition. */
async function readPartition(
  store: Store,
  people: readonly string[],
  { mostEntries, backTo }: Reach,
): Promise<Map<string, PersonLog>> {
  const asked = people.map((person): Search => ({ isAsked: stepsAbout(person), found: [] }));
  const { states, isWhole, newest, partition } = await readMoment(store, people);
  let oldest: Entry | undefined;
  let looked = 0;
  for (let chunk = newest; ; ) {
    for (const { message } of chunk) asked.find(({ isAsked }) => isAsked(message))?.found.push(message);
    looked += chunk.length;
    oldest = chunk.at(-1) ?? oldest;
    const isBeginning = chunk.length < CHUNK;
    if (!oldest || isBeginning || looked >= mostEntries || timeOf(oldest) < backTo) {
      const since = oldest && !(isBeginning && isWhole) ? timeOf(oldest) : null;
      return new Map(
        people.map((person, index) => {
          const steps = (asked[index]?.found ?? []).reverse().flatMap(stepsOf);
          return [person, { state: states[index] ?? null, steps, since }];
        }),
      );
    }
    chunk = await readBefore(store, partition, oldest.id);
  }
}

interface Entry {
  id: string;
  message: string;
}

/** State and log belong together: a step is in the log exactly when the state has it behind it. */
async function readMoment({ connections, keyspace }: Store, people: readonly string[]) {
  const partition = keyspace.partitionOf(people[0] ?? '');
  const results = await connections.commands
    .multi()
    .hmget(keyspace.people(partition), ...people)
    .xrevrange(keyspace.steps(partition), '+', '-', 'COUNT', CHUNK)
    .xlen(keyspace.steps(partition))
    .xinfo('STREAM', keyspace.steps(partition))
    .exec();
  const [states, newest, length, info] = (results ?? []).map(([, reply]) => reply);
  return {
    partition,
    states: Array.isArray(states) ? states.map((state) => (typeof state === 'string' ? state : null)) : [],
    newest: entriesOf(newest),
    isWhole: Array.isArray(info) && info[info.indexOf('entries-added') + 1] === length,
  };
}

async function readBefore({ connections, keyspace }: Store, partition: number, id: string): Promise<Entry[]> {
  return entriesOf(await connections.commands.xrevrange(keyspace.steps(partition), `(${id}`, '-', 'COUNT', CHUNK));
}

/** Guarantee: the reply of XREVRANGE in RESP2 is a list of `[id, [field, value, ...]]`; anything else is no reply. */
function entriesOf(reply: unknown): Entry[] {
  const entries = (Array.isArray(reply) ? reply : []) as [id: string, fields: string[]][];
  return entries.map(([id, fields]) => ({ id, message: fields[fields.indexOf('m') + 1] ?? '' }));
}

function stepsOf(message: string): StepEvent[] {
  try {
    return decodeSteps(message);
  } catch {
    return [];
  }
}

/** When the entry's steps were taken, else when it was written: ids of entries begin with Redis's own time. */
function timeOf({ id, message }: Entry): number {
  return stepsOf(message)[0]?.at ?? Number.parseInt(id, 10);
}
