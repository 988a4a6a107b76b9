import { decodeSteps, encodeSteps, parsePersonId, personId, stepsAbout } from '@waystream/journey';
import { readSteps } from './reports.js';
import type { Store } from './store.js';

const CHUNK = 1_000;

/**
 * Takes everything about a person out of the step log and tells how many steps that were. Counters keep what they
 * count, and steps that are still to be counted stay in the log until then, as those of nobody and without values. The log
 * of the partition cannot be called whole after that. Repeating it does no harm.
 */
export async function eraseSteps(store: Store, person: string): Promise<number> {
  const partition = store.keyspace.partitionOf(person);
  const isAsked = stepsAbout(person);
  let erased = 0;
  for (let after = '-'; ; ) {
    const chunk = await readSteps(store, partition, after, CHUNK);
    const own = chunk.filter(({ message }) => isAsked(message));
    const left = own.map(({ message }) => stepsOf(message));
    await takeOut(
      store,
      partition,
      own.map(({ id }, index) => [id, namelessly(left[index] ?? [])]),
    );
    erased += left.reduce((sum, steps) => sum + steps.length, 0);
    const last = chunk.at(-1);
    if (!last || chunk.length < CHUNK) return erased;
    after = `(${last.id}`;
  }
}

async function takeOut(
  { connections, keyspace, runScript }: Store,
  partition: number,
  entries: [id: string, left: string][],
): Promise<void> {
  if (entries.length === 0) return;
  await runScript(connections.commands, 'erase-steps', [keyspace.steps(partition)], ['reporting', ...entries.flat()]);
}

type Steps = ReturnType<typeof decodeSteps>;

/** What a release later than this one has written cannot be counted here either. */
function stepsOf(message: string): Steps {
  try {
    return decodeSteps(message);
  } catch {
    return [];
  }
}

/** The steps with nothing left of the person but sandbox and namespace. */
function namelessly(steps: Steps): string {
  const nameless = steps.map(({ seen: _, ...step }) => {
    return { ...step, person: personId({ ...parsePersonId(step.person), key: '' }) };
  });
  return nameless.length === 0 ? '' : encodeSteps(nameless);
}
