import type { OwnedPartition } from '@waystream/redis';
import { createVirtualClock, STORY_START_MS } from '@waystream/testing';
import { LEASE_MS, partitionsOf } from '../../../libs/redis/src/ownership.js';
import { createMemory, hashAt } from '../redis/memory.js';
import { type MemoryServer, memoryServer } from '../redis/memory-store.js';
import { SCRIPT_MODELS, type ScriptModel } from '../redis/script-models.js';
import { demand } from '../rules/violation.js';
import { rest } from '../system/owners.js';
import { COUNTER, type Member, startMember } from './member.js';
import { OWNED_PARTITIONS, type OwnershipMove, type OwnershipStory } from './ownership-story.js';
import { strike } from './strike.js';
import { watchCommits } from './watch-commits.js';

export interface OwnershipOptions {
  /** The scripts of Redis; wrong ones show that the rules have teeth. */
  scripts?: Readonly<Record<string, ScriptModel>>;
}

/** Time goes by in steps, so that whoever wakes does something before the next does. */
const STEP_MS = 50;

/** After so long everybody has heard of everybody, and leases of the silent have run out. */
const CALM_MS = 4 * LEASE_MS;

const MOST_MEMBERS = 4;

/**
 * Plays what members of a role go through and holds ownership to its promises: commits of two owners never mix, nobody
 * begins what somebody well is still at, and in the end everything is owned, each by one. Throws `Violation`.
 */
export async function playOwnership(
  { moves }: OwnershipStory,
  { scripts = SCRIPT_MODELS }: OwnershipOptions = {},
): Promise<void> {
  const clock = createVirtualClock(STORY_START_MS);
  const members: Member[] = [];
  /** Member → when it was not well last. */
  const unwell = new Map<Member, number>();
  let broken: unknown = null;
  const failed = (error: unknown) => {
    broken ??= error;
  };
  /** Called in the midst of what members do, who would take it for a failure of their own. */
  const judge = (demands: () => void) => {
    try {
      demands();
    } catch (error) {
      failed(error);
    }
  };
  const commit = watchCommits(scripts.commit ?? SCRIPT_MODELS.commit, judge);
  const settings = { prefix: 'own', partitions: OWNED_PARTITIONS };
  const server = memoryServer(createMemory(clock.now), { ...scripts, commit }, settings);

  const acquired = (member: Member, { partition }: OwnedPartition) =>
    judge(() => {
      const others = members.filter((other) => other !== member && isRunning(other));
      const busy = others.find((other) => isAt(other, partition, (unwell.get(other) ?? 0) + LEASE_MS));
      const detail = () => `partition ${partition}, ${busy?.id} is at it, and ${member.id} begins`;
      demand(busy === undefined, 'nobody begins what somebody well is still at', detail);
    });

  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      for (const member of members) if (!isRunning(member)) unwell.set(member, clock.now());
      clock.advance(Math.min(left, STEP_MS));
      await rest();
    }
  }

  async function make(move: OwnershipMove): Promise<void> {
    if (move.move === 'pass') return pass(move.ms);
    if (move.move === 'join') {
      if (members.filter(isRunning).length < MOST_MEMBERS) {
        members.push(startMember(`m${members.length}`, { server, clock, acquired }));
      }
    } else {
      const present = members.filter(({ condition }) => condition.state !== 'dead' && condition.state !== 'stopping');
      const member = present[move.member % present.length];
      // A renewal that is lost may cost a lease.
      if (member && move.move === 'disturb') unwell.set(member, clock.now());
      if (member) strike(member, move, failed);
    }
    await rest();
  }

  const check = () => {
    const failure = broken ?? members.map((member) => member.failure()).find((one) => one !== null) ?? null;
    if (failure !== null) throw failure;
  };
  for (const move of moves) {
    await make(move);
    check();
  }
  for (const member of members) {
    for (const move of ['thaw', 'mend'] as const) strike(member, { move, member: 0 }, failed);
  }
  await pass(CALM_MS);
  await checkEnd(members, server);
  check();
}

/** Is the member at a partition with something that it began after `certainMs`, when nobody else could have it? */
function isAt({ rounds }: Member, partition: number, certainMs: number): boolean {
  return [...rounds].some((round) => round.partition === partition && round.sinceMs > certainMs);
}

/** Those who are left divide everything among them, and can work at it. */
async function checkEnd(members: readonly Member[], { memory, keyspace }: MemoryServer): Promise<void> {
  const living = members.filter(({ condition }) => condition.state === 'well');
  const names = living.map(({ id }) => id);
  for (const member of members) {
    if (member.condition.state === 'dead') continue;
    const expected = living.includes(member) ? partitionsOf(member.id, names, OWNED_PARTITIONS) : [];
    const owned = [...member.holdings.current.keys()].sort();
    const detail = () => `${member.id} has ${owned}, not ${expected}`;
    demand(`${owned}` === `${expected}`, 'everything is owned, each by one', detail);
    for (const partition of owned) {
      const count = () => Number(hashAt(memory, keyspace.people(partition)).get(COUNTER) ?? 0);
      const before = count();
      member.work(partition, 0);
      await rest();
      demand(count() > before, 'an owner can commit', () => `partition ${partition} of ${member.id}`);
    }
  }
}

function isRunning({ condition: { state } }: Member): boolean {
  return state === 'well' || state === 'stopping';
}
