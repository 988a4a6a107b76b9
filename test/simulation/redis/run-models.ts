import { append, hashAt, type Memory, setString, sortedSetAt, streamAt, stringAt } from './memory.js';
import type { ScriptModel } from './script-models.js';

/** The scripts by which members of audiences are brought into journeys. */
export const RUN_MODELS = {
  'open-run': openRun,
  'bring-portion': bringPortion,
  'change-profiles': changeProfiles,
} satisfies Record<string, ScriptModel>;

/** See `open-run.lua`. */
function openRun(memory: Memory, keys: readonly string[], args: readonly string[]): number {
  const [open = '', due = '', scheduled = ''] = keys;
  const [run = '', record = '', dueMs, version = '', scheduledMs = ''] = args;
  if (scheduledMs !== '') {
    const latest = hashAt(memory, scheduled).get(version);
    if (latest !== undefined && Number(latest) >= Number(scheduledMs)) return 0;
    hashAt(memory, scheduled).set(version, scheduledMs);
  }
  if (hashAt(memory, open).has(run)) return 0;
  hashAt(memory, open).set(run, record);
  sortedSetAt(memory, due).set(run, Number(dueMs));
  return 1;
}

/** See `bring-portion.lua`. */
function bringPortion(
  memory: Memory,
  [position = '', inbox = '']: readonly string[],
  [from = '', to = '', most, ...inputs]: readonly string[],
): number {
  if ((stringAt(memory, position) ?? '') !== from) return 0;
  const stream = streamAt(memory, inbox);
  if (stream.entries.size + inputs.length > Number(most)) return -1;
  for (const input of inputs) append(stream, input);
  setString(memory, position, to);
  return 1;
}

/** See `change-profiles.lua`. */
function changeProfiles(memory: Memory, keys: readonly string[], args: readonly string[]): number[] {
  const [profiles = '', inbox = ''] = keys;
  const stored = hashAt(memory, profiles);
  const results: number[] = [];
  for (let at = 0; at < args.length; ) {
    const [person = '', read = '', text = '', count = '0'] = args.slice(at, at + 4);
    const first = at + 4;
    at = first + 3 * Number(count);
    const isUnchanged = (stored.get(person) ?? '') === read;
    results.push(isUnchanged ? 1 : 0);
    if (!isUnchanged) continue;
    if (text === '') stored.delete(person);
    else stored.set(person, text);
    for (let move = first; move < at; move += 3) {
      const members = sortedSetAt(memory, keys[Number(args[move]) - 1] ?? '');
      if (args[move + 1] === '1') members.set(person, 0);
      else members.delete(person);
      if (args[move + 2] !== '') append(streamAt(memory, inbox), args[move + 2] ?? '');
    }
  }
  return results;
}
