import type { RedisClient } from '@waystream/redis';
import type { EpochNames } from './epoch-names.js';
import type { ScriptCall } from './script-calls.js';

/** A real Redis on which calls of a model are repeated. */
export interface RealRedis {
  readonly commands: RedisClient;
  realKey(key: string): string;
  readonly epochs: EpochNames;
}

/** Lets leases end when they ended for the model, and none before. */
export async function imposeLeases({ commands, realKey }: RealRedis, { keys, found }: ScriptCall): Promise<void> {
  for (const lease of keys.filter(isLease)) {
    await commands.pexpire(realKey(lease), found.strings[lease] === undefined ? 0 : 60_000);
  }
}

/** The arguments of `own`, with the epochs that are given up as Redis knows them. */
export function realOwnArgs({ epochs }: RealRedis, { keys, args }: ScriptCall): string[] {
  const [member = '', leaseMs = '', group = '', ...givenUp] = args;
  return [member, leaseMs, group, ...givenUp.map((epoch, index) => epochs.realOf(keys[3 * index + 1] ?? '', epoch))];
}

/** What Redis answered to `own`, in the words of the model. */
export function modelOwnReply({ epochs }: RealRedis, { keys, reply: expected }: ScriptCall, reply: unknown): unknown {
  if (!Array.isArray(reply) || !Array.isArray(expected)) return reply;
  // Every run of a server has an id of its own.
  const told: unknown[] = [expected[0]];
  for (let at = 1; at < reply.length; at += 2) {
    const [real, pending] = [String(reply[at]), String(reply[at + 1])];
    const key = keys[((at - 1) / 2) * 3 + 1] ?? '';
    if (real !== '0' && expected[at] !== 0) epochs.note(key, { model: String(expected[at]), real });
    told.push(...(real === '0' ? [0, Number(pending)] : [epochs.modelOf(key, real), pending]));
  }
  return told;
}

/** A string as the model has it. A lease that was just taken is to end in time. */
export async function modelString(
  { commands, realKey, epochs }: RealRedis,
  { name, args }: ScriptCall,
  key: string,
): Promise<string> {
  const text = (await commands.get(realKey(key))) ?? '';
  if (key.includes(':epoch:')) return epochs.modelOf(key, text);
  if (name !== 'own' || !isLease(key) || text !== args[0]) return text;
  const leftMs = await commands.pttl(realKey(key));
  return leftMs > 0 && leftMs <= Number(args[1]) ? text : `${text}, for ${leftMs} ms`;
}

/** Members of a role, who have been silent for as long as the model says. */
export interface ImposedMembers {
  /** When the model has heard of a member whom Redis has heard of then. */
  heardMs(member: string, realMs: number): number;
}

/** Halves the silence of those who live, so that nobody falls silent because the test is slow. */
export async function imposeMembers(
  { commands, realKey }: RealRedis,
  { keys: [key = ''], args: [caller, silence], found, now }: ScriptCall,
): Promise<ImposedMembers> {
  const [seconds = 0, microseconds = 0] = (await commands.time()).map(Number);
  const realNow = seconds * 1_000 + Math.floor(microseconds / 1_000);
  const imposed = new Map<string, { realMs: number; modelMs: number }>();
  await commands.del(realKey(key));
  for (const [member, modelMs] of found.sortedSets[key] ?? []) {
    const silentMs = now - modelMs;
    const realMs = realNow - (silentMs >= Number(silence) ? 2 * Number(silence) : Math.floor(silentMs / 2));
    imposed.set(member, { realMs, modelMs });
    await commands.zadd(realKey(key), realMs, member);
  }
  return {
    heardMs(member, realMs) {
      if (member === caller) return realMs >= realNow ? now : Number.NaN;
      const known = imposed.get(member);
      return known?.realMs === realMs ? known.modelMs : Number.NaN;
    },
  };
}

function isLease(key: string): boolean {
  return key.includes(':lease:');
}
