import {
  type AudienceAddress,
  changeProfiles,
  forgetEvaluated,
  membersAfter,
  type Profile,
  type ProfileChange,
} from '@waystream/redis';
import type { RunContext } from '../runs/run-audience.js';

const PORTION = 500;

/**
 * Nobody is a member of an audience whose definition was deleted: one that gets its name later begins empty. Journeys are not
 * told, because none leans on it. Ends early when there is such an audience again. Whoever has a profile that this release
 * cannot read stays a member, since the profile says so too.
 */
export async function forgetAudience(
  { store, catalogues, log, metrics }: RunContext,
  address: AudienceAddress,
  signal: AbortSignal,
): Promise<'done' | 'interrupted'> {
  const { sandbox, audience } = address;
  await catalogues.caughtUp();
  const isBack = () => catalogues.of(sandbox).audiences.has(audience);
  let unreadable = 0;
  for (let partition = 0; partition < store.keyspace.partitions && !isBack(); partition++) {
    let after = '';
    const passOver = (person: string) => {
      unreadable += 1;
      after = person;
    };
    for (;;) {
      if (signal.aborted) return 'interrupted';
      const members = await membersAfter(store, partition, address, after, PORTION);
      if (members.length === 0 || isBack()) break;
      await changeProfiles(store, partition, members, (_, stored) => withoutAudience(stored, audience), passOver);
    }
  }
  if (unreadable > 0) {
    metrics.profilesPassedOver.inc(unreadable);
    log.warn(
      { sandbox, audience, unreadable },
      'An audience was forgotten, but by people whose profiles cannot be read',
    );
  }
  if (!isBack()) await forgetEvaluated(store, address);
  return 'done';
}

function withoutAudience(stored: Profile | null, audience: string): ProfileChange {
  const { [audience]: _status, ...audiences } = stored?.audiences ?? {};
  return { profile: stored && { ...stored, audiences }, moves: [{ audience, isMember: false, input: null }] };
}
