import { hash32 } from '@waystream/core';
import type { Role } from './keyspace.js';
import type { Store } from './store.js';

/** How long a member that fell silent keeps its partitions: the longest gap after a crash. */
export const LEASE_MS = 5_000;

/** What one look at the leases found: partitions the member owns now, each with its epoch and unacknowledged entries. */
export type Holdings = ReadonlyMap<number, { epoch: number; pending: number }>;

export interface Member {
  role: Role;
  id: string;
  stream(partition: number): string;
}

/** Says that the member is alive and takes or renews the partitions that fall to it. Those of others are left alone. */
export async function renewHoldings(store: Store, member: Member): Promise<Holdings> {
  const { connections, keyspace, runScript } = store;
  const living = await runScript(
    connections.commands,
    'heartbeat',
    [keyspace.members(member.role)],
    [member.id, LEASE_MS],
  );
  const mine = partitionsOf(member.id, stringList(living), keyspace.partitions);
  const taken = await Promise.all(
    mine.map(async (partition) => {
      const keys = [
        keyspace.lease(partition, member.role),
        keyspace.epoch(partition, member.role),
        member.stream(partition),
      ];
      const [epoch, pending] = numberList(
        await runScript(connections.commands, 'own', keys, [member.id, LEASE_MS, member.role]),
      );
      return { partition, epoch: epoch ?? 0, pending: pending ?? 0 };
    }),
  );
  return new Map(taken.filter(({ epoch }) => epoch > 0).map(({ partition, ...held }) => [partition, held]));
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
