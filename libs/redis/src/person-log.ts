import { decodeSteps, type StepEvent, stepsAbout } from '@waystream/journey';
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

/**
 * Reads a person's state and, backwards, the log of their partition. People have no log of their own: it would cost
 * memory for everybody who is parked, and is asked for rarely. Entries of a form that is not known here are left out.
 */
export async function readPersonLog(store: Store, person: string, mostEntries = MOST_ENTRIES): Promise<PersonLog> {
  const isAsked = stepsAbout(person);
  const { state, isWhole, newest } = await readMoment(store, person);
  const found: string[] = [];
  let oldest: Entry | undefined;
  let looked = 0;
  let chunk = newest;
  for (;;) {
    for (const { message } of chunk) if (isAsked(message)) found.push(message);
    looked += chunk.length;
    oldest = chunk.at(-1) ?? oldest;
    const isBeginning = chunk.length < CHUNK;
    if (!oldest || isBeginning || looked >= mostEntries) {
      const since = oldest && !(isBeginning && isWhole) ? timeOf(oldest) : null;
      return { state, steps: found.reverse().flatMap(stepsOf), since };
    }
    chunk = await readBefore(store, person, oldest.id);
  }
}

interface Entry {
  id: string;
  message: string;
}

/** State and log belong together: a step is in the log exactly when the state has it behind it. */
async function readMoment({ connections, keyspace }: Store, person: string) {
  const partition = keyspace.partitionOf(person);
  const results = await connections.commands
    .multi()
    .hget(keyspace.people(partition), person)
    .xrevrange(keyspace.steps(partition), '+', '-', 'COUNT', CHUNK)
    .xlen(keyspace.steps(partition))
    .xinfo('STREAM', keyspace.steps(partition))
    .exec();
  const [state, newest, length, info] = (results ?? []).map(([, reply]) => reply);
  return {
    state: typeof state === 'string' ? state : null,
    newest: entriesOf(newest),
    isWhole: Array.isArray(info) && info[info.indexOf('entries-added') + 1] === length,
  };
}

async function readBefore({ connections, keyspace }: Store, person: string, id: string): Promise<Entry[]> {
  const steps = keyspace.steps(keyspace.partitionOf(person));
  return entriesOf(await connections.commands.xrevrange(steps, `(${id}`, '-', 'COUNT', CHUNK));
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
