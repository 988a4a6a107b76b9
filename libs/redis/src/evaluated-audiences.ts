import type { AudienceAddress } from './audience-members.js';
import type { Store } from './store.js';

/**
 * Notes that it is known who is in an audience: members were uploaded, or everybody was held against a revision of its
 * expression. `by` says which.
 */
export async function noteEvaluated(
  { connections, keyspace }: Store,
  { sandbox, audience }: AudienceAddress,
  by: string,
): Promise<void> {
  await connections.commands.hset(keyspace.evaluated(sandbox), audience, by);
}

/** Audience → what it was evaluated by last, of those that ever were. */
export async function evaluatedAudiences(
  { connections, keyspace }: Store,
  sandbox: string,
): Promise<ReadonlyMap<string, string>> {
  return new Map(Object.entries(await connections.commands.hgetall(keyspace.evaluated(sandbox))));
}

/** The audience is gone; one of the same name is another one. */
export async function forgetEvaluated(
  { connections, keyspace }: Store,
  { sandbox, audience }: AudienceAddress,
): Promise<void> {
  await connections.commands.hdel(keyspace.evaluated(sandbox), audience);
}
