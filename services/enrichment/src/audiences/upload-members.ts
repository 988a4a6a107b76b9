import { AppError, type Clock, didYouMean, type NewId, toRfc3339 } from '@waystream/core';
import { type AudienceDefinition, personId } from '@waystream/journey';
import {
  type Catalogues,
  changeMembership,
  changeProfiles,
  noteEvaluated,
  type Store,
  storeAnswer,
} from '@waystream/redis';
import type { ServiceMetrics } from '@waystream/service';

/** Keys of people, in the namespace of the audience. */
export interface MemberUpload {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** How many people have entered and left; the others were, or were not, members already. */
export interface UploadedMembers {
  readonly entered: number;
  readonly left: number;
  readonly unchanged: number;
}

export interface UploadContext {
  readonly store: Store;
  readonly catalogues: Catalogues;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly metrics: ServiceMetrics<'enrichment'>;
}

/**
 * Makes people members of an uploaded audience, or takes them off it. Whoever enters or leaves is told to journeys in the
 * same write, so repeating an upload, also after one that broke off, tells nobody twice.
 * Throws `notFound`, `wrongState` (not uploaded), `invalid` (a key in both lists), `unavailable`.
 */
export async function uploadMembers(
  context: UploadContext,
  { sandbox, name }: { sandbox: string; name: string },
  upload: MemberUpload,
): Promise<UploadedMembers> {
  const { store, clock, newId, metrics } = context;
  const { namespace } = await findUploaded(context, sandbox, name);
  const people = wanted(upload, (key) => personId({ sandbox, namespace, key }));
  const news = { cause: newId(), at: clock.now() };
  const changed = new Map<string, boolean>();
  const partitions = byPartition(people.keys(), store.keyspace.partitionOf);
  const writes = [...partitions].map(([partition, ids]) =>
    changeProfiles(store, partition, ids, (person, stored) => {
      const profile = stored ?? { attributes: {}, modifiedAt: toRfc3339(news.at) };
      const isMember = people.get(person) === true;
      const change = changeMembership(person, profile, new Map([[name, isMember]]), news);
      if (change.moves.length > 0) changed.set(person, isMember);
      else changed.delete(person);
      const before = profile.audiences?.[name];
      return change.profile?.audiences?.[name] === before ? null : change;
    }),
  );
  await storeAnswer(Promise.all([...writes, noteEvaluated(store, { sandbox, audience: name }, 'upload')]));
  const entered = [...changed.values()].filter((isMember) => isMember).length;
  const left = changed.size - entered;
  metrics.qualifications.inc({ change: 'realized' }, entered);
  metrics.qualifications.inc({ change: 'exited' }, left);
  return { entered, left, unchanged: people.size - changed.size };
}

/** One that is unknown here may have been created a moment ago, so the configuration is caught up with first. */
async function findUploaded({ catalogues }: UploadContext, sandbox: string, name: string): Promise<AudienceDefinition> {
  if (!catalogues.of(sandbox).audiences.has(name)) await storeAnswer(catalogues.caughtUp());
  const { audiences } = catalogues.of(sandbox);
  const found = audiences.get(name);
  if (!found) {
    const hint = didYouMean(name, audiences.keys());
    throw new AppError('notFound', `There is no audience "${name}" in the sandbox "${sandbox}"${hint}`);
  }
  if (found.evaluation === 'uploaded') return found;
  const detail = `Who is in the audience "${name}" is decided by its expression; only members of an uploaded one are uploaded.`;
  throw new AppError('wrongState', detail);
}

function byPartition(people: Iterable<string>, partitionOf: (person: string) => number): Map<number, string[]> {
  const partitions = new Map<number, string[]>();
  for (const person of people) {
    const partition = partitionOf(person);
    const ids = partitions.get(partition);
    if (ids) ids.push(person);
    else partitions.set(partition, [person]);
  }
  return partitions;
}

/** Person → is to be a member. */
function wanted({ add, remove }: MemberUpload, idOf: (key: string) => string): Map<string, boolean> {
  const people = new Map(add.map((key) => [idOf(key), true]));
  for (const [index, key] of remove.entries()) {
    if (people.get(idOf(key)) === true) {
      const message = 'is to be added and removed at once; send it in one of the two lists';
      const flaws = [{ path: `/remove/${index}`, code: 'contradiction', message }];
      throw new AppError('invalid', `/remove/${index}: ${message}`, { flaws });
    }
    people.set(idOf(key), false);
  }
  return people;
}
