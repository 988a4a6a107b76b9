import { hash32 } from '@waystream/core';
import type { Role } from './keyspace.js';
import type { Store } from './store.js';

/** How long a member that fell silent keeps its partitions: the longest gap after a crash. */
export const LEASE_MS = 4_000;

/** What a member learns of a partition it has. */
export interface Lease {
  /** How often the partition changed hands, and more: it only ever rises. */
  readonly epoch: number;
  /** Entries that are not acknowledged. */
  readonly pending: number;
  /** The run of the server that keeps the partition. Another one may have forgotten the latest writes. */
  readonly server: string;
}

export interface Leases {
  readonly held: ReadonlyMap<number, Lease>;
  /** Partitions whose node did not answer; nothing is known of them. */
  readonly unanswered: ReadonlySet<number>;
}

export interface Member {
  role: Role;
  id: string;
  stream(partition: number): string;
}

/** Says that the member is alive and tells which partitions fall to it among all who are. */
export async function dividePartitions({ connections, keyspace, runScript }: Store, member: Member): Promise<number[]> {
  const keys = [keyspace.members(member.role)];
  const living = await runScript(connections.commands, 'heartbeat', keys, [member.id, LEASE_MS]);
  return partitionsOf(member.id, stringList(living), keyspace.partitions);
}

/**
 * Takes or renews the leases of partitions. Those that another member has are left out of the answer. `givenUp` holds
 * epochs that the member wants to go on after with a new one. Rejects when no node answers.
 */
export async function takeLeases(
  store: Store,
  member: Member,
  partitions: readonly number[],
  givenUp: ReadonlyMap<number, number>,
): Promise<Leases> {
  // Keys of several partitions live on several nodes of a cluster, where one script cannot touch them all.
  const groups = store.connections.isCluster ? partitions.map((partition) => [partition]) : [partitions];
  const held = new Map<number, Lease>();
  const unanswered = new Set<number>();
  if (partitions.length === 0) return { held, unanswered };
  const answers = await Promise.allSettled(groups.map((group) => own(store, member, group, givenUp)));
  const failure = answers.find((answer) => answer.status === 'rejected');
  if (failure && answers.every(({ status }) => status === 'rejected')) throw failure.reason;
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'fulfilled') for (const [partition, lease] of answer.value) held.set(partition, lease);
    else for (const partition of groups[index] ?? []) unanswered.add(partition);
  }
  return { held, unanswered };
}

async function own(
  { connections, keyspace, runScript }: Store,
  { role, id, stream }: Member,
  partitions: readonly number[],
  givenUp: ReadonlyMap<number, number>,
): Promise<[partition: number, Lease][]> {
  const keys = partitions.flatMap((partition) => [
    keyspace.lease(partition, role),
    keyspace.epoch(partition, role),
    stream(partition),
  ]);
  const args = [id, LEASE_MS, role, ...partitions.map((partition) => givenUp.get(partition) ?? 0)];
  const reply = await runScript(connections.commands, 'own', keys, args);
  const [server = '', ...found] = stringList(reply);
  return partitions.flatMap((partition, index): [number, Lease][] => {
    const [epoch = 0, pending = 0] = found.slice(2 * index, 2 * index + 2).map(Number);
    return epoch > 0 ? [[partition, { epoch, pending, server }]] : [];
  });
}

/** Gives a partition to whoever it falls to, at once. */
export async function release(store: Store, member: Member, partition: number): Promise<void> {
  await store.runScript(
    store.connections.commands,
    'release',
    [store.keyspace.lease(partition, member.role)],
    [member.id],
  );
}

/** The member takes itself off the list, so that the others share its partitions at their next look. */
export async function resign(store: Store, member: Member): Promise<void> {
  await store.connections.commands.zrem(store.keyspace.members(member.role), member.id);
}

/** Rendezvous hashing: a partition falls to the member with the highest hash, so members that come or go move few. */
export function partitionsOf(member: string, living: readonly string[], partitions: number): number[] {
  const weight = (candidate: string, partition: number) => hash32(`${candidate}/${partition}`);
  return Array.from({ length: partitions }, (_, partition) => partition).filter((partition) =>
    living.every(
      (other) => other === member || beats(weight(member, partition), member, weight(other, partition), other),
    ),
  );
}

function beats(weight: number, name: string, otherWeight: number, otherName: string): boolean {
  return weight > otherWeight || (weight === otherWeight && name > otherName);
}

function stringList(reply: unknown): string[] {
  return Array.isArray(reply) ? reply.map(String) : [];
}
