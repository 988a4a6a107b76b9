import { type AudienceAddress, changeProfiles, forgetEvaluated, membersAfter } from '@waystream/redis';
import type { RunContext } from '../runs/run-audience.js';

const PORTION = 500;

/**
 * Nobody is a member of an audience whose definition was deleted: one that gets its name later begins empty. Journeys are not
 * told, because none leans on it. Ends early when there is such an audience again.
 */
export async function forgetAudience(
  { store, catalogues }: RunContext,
  address: AudienceAddress,
  signal: AbortSignal,
): Promise<'done' | 'interrupted'> {
  const { sandbox, audience } = address;
  await catalogues.caughtUp();
  const isBack = () => catalogues.of(sandbox).audiences.has(audience);
  for (let partition = 0; partition < store.keyspace.partitions && !isBack(); partition++) {
    for (;;) {
      if (signal.aborted) return 'interrupted';
      const members = await membersAfter(store, partition, address, '', PORTION);
      if (members.length === 0 || isBack()) break;
      await changeProfiles(store, partition, members, (_, stored) => {
        const { [audience]: _status, ...audiences } = stored?.audiences ?? {};
        return { profile: stored && { ...stored, audiences }, moves: [{ audience, isMember: false, input: null }] };
      });
    }
  }
  if (!isBack()) await forgetEvaluated(store, address);
  return 'done';
}
