import type { Store } from './store.js';

/** An audience of a sandbox. */
export interface AudienceAddress {
  readonly sandbox: string;
  readonly audience: string;
}

/** Members in one partition, in the order of their ids, from after one of them on; `''` begins with the first. */
export async function membersAfter(
  { connections, keyspace }: Store,
  partition: number,
  { sandbox, audience }: AudienceAddress,
  after: string,
  most: number,
): Promise<string[]> {
  const key = keyspace.audience(partition, sandbox, audience);
  return connections.commands.zrange(key, after === '' ? '-' : `(${after}`, '+', 'BYLEX', 'LIMIT', 0, most);
}

export async function countMembers(
  { connections, keyspace }: Store,
  { sandbox, audience }: AudienceAddress,
): Promise<number> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  const counts = await Promise.all(
    partitions.map((partition) => connections.commands.zcard(keyspace.audience(partition, sandbox, audience))),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
