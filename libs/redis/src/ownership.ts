import { hash32 } from '@waystream/core';
import type { Role } from './keyspace.js';
import type { Store } from './store.js';

/** How long a member that fell silent keeps its partitions: the longest gap after a crash. */
export const LEASE_MS = 4_500;

/** Partitions that the member has, each with its epoch and how many of its entries are not acknowledged. */
export type Leases = ReadonlyMap<number, { epoch: number; pending: number }>;

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

/** Takes or renews the leases of partitions. Those that another member has are left out of the answer. */
export async function takeLeases(store: Store, member: Member, partitions: readonly number[]): Promise<Leases> {
  const { connections, keyspace, runScript } = store;
  const { role, id, stream } = member;
  // Keys of several partitions live on several nodes of a cluster, where one script cannot touch them all.
  const calls = connections.isCluster ? partitions.map((partition) => [partition]) : [partitions];
  const leases = new Map<number, { epoch: number; pending: number }>();
  if (partitions.length === 0) return leases;
  await Promise.all(
    calls.map(async (asked) => {
      const keys = asked.flatMap((partition) => [
        keyspace.lease(partition, role),
        keyspace.epoch(partition, role),
        stream(partition),
      ]);
      const found = numberList(await runScript(connections.commands, 'own', keys, [id, LEASE_MS, role]));
      for (const [index, partition] of asked.entries()) {
        const [epoch = 0, pending = 0] = found.slice(2 * index, 2 * index + 2);
        if (epoch > 0) leases.set(partition, { epoch, pending });
      }
    }),
  );
  return leases;
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

function numberList(reply: unknown): number[] {
  return Array.isArray(reply) ? reply.map(Number) : [];
}
