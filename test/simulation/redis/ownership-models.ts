import { inOrder, type Memory, setString, sortedSetAt, streamAt, stringAt } from './memory.js';
import type { ScriptModel } from './script-models.js';

/** The scripts by which members of a role divide its partitions. */
export const OWNERSHIP_MODELS = { heartbeat, own, release } satisfies Record<string, ScriptModel>;

/** Every run of a server has an id of its own; a memory has one. */
const SERVER = 'model';

/** See `heartbeat.lua`. */
function heartbeat(memory: Memory, [key = '']: readonly string[], [member = '', silence]: readonly string[]): string[] {
  const members = sortedSetAt(memory, key);
  members.set(member, memory.now());
  for (const [other, heardMs] of members) if (heardMs <= memory.now() - Number(silence)) members.delete(other);
  return inOrder(members).map(([name]) => name);
}

/** See `own.lua`. */
function own(memory: Memory, keys: readonly string[], args: readonly string[]): unknown[] {
  const [member = '', leaseMs, , ...givenUp] = args;
  const held: unknown[] = [SERVER];
  for (let at = 0; at < keys.length; at += 3) {
    const [lease = '', epochKey = '', stream = ''] = keys.slice(at, at + 3);
    const owner = stringAt(memory, lease);
    if (owner !== undefined && owner !== member) {
      held.push(0, 0);
      continue;
    }
    const epoch = Number(stringAt(memory, epochKey) ?? 0);
    const isNew = owner === undefined || epoch === Number(givenUp[at / 3]);
    const next = isNew ? Math.max(epoch + 1, memory.now()) : epoch;
    setString(memory, lease, member, Number(leaseMs));
    setString(memory, epochKey, String(next));
    held.push(String(next), String(streamAt(memory, stream).pending.size));
  }
  return held;
}

/** See `release.lua`. */
function release(memory: Memory, [lease = '']: readonly string[], [member = '']: readonly string[]): number {
  if (stringAt(memory, lease) !== member) return 0;
  memory.strings.delete(lease);
  return 1;
}
