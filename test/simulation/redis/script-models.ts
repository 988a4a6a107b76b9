import {
  acknowledge,
  append,
  hashAt,
  inOrder,
  type Memory,
  setAt,
  setString,
  sortedSetAt,
  streamAt,
  stringAt,
} from './memory.js';
import { OWNERSHIP_MODELS } from './ownership-models.js';
import { RUN_MODELS } from './run-models.js';

/** What a Lua script of Waystream does, said once more: same keys, same arguments, same reply. */
export type ScriptModel = (memory: Memory, keys: readonly string[], args: readonly string[]) => unknown;

export const SCRIPT_MODELS = {
  commit,
  answer,
  accept,
  reserve,
  ...OWNERSHIP_MODELS,
  ...RUN_MODELS,
} satisfies Record<string, ScriptModel>;

/** See `commit.lua`. */
function commit(memory: Memory, keys: readonly string[], args: readonly string[]): unknown {
  const [epoch = '', committed = '', people = '', timers = '', inbox = '', ...pipes] = keys;
  const [steps = '', actions = '', fetches = '', dead = ''] = pipes;
  const [caller = '', batch = '', , , after = ''] = args;
  const due = sortedSetAt(memory, timers);
  const nextDue = () => String(inOrder(due)[0]?.[1] ?? '');
  if (stringAt(memory, epoch) !== caller) return ['fenced', ''];
  const latest = stringAt(memory, committed) ?? '';
  if (latest === batch) return ['repeated', nextDue()];
  if (after !== '' && after !== latest) return ['rewound', ''];
  const [acknowledged, written, forgotten, set, cleared, ...sent] = listsOfCommit(args);
  for (const id of acknowledged ?? []) acknowledge(streamAt(memory, inbox), id);
  const states = hashAt(memory, people);
  for (const [person, state] of pairs(written ?? [])) states.set(person, state);
  for (const person of forgotten ?? []) states.delete(person);
  for (const [dueMs, person] of pairs(set ?? [])) due.set(person, Number(dueMs));
  for (const person of cleared ?? []) due.delete(person);
  for (const [index, stream] of [steps, actions, fetches, inbox, dead].entries()) {
    for (const message of sent[index] ?? []) append(streamAt(memory, stream), message);
  }
  setString(memory, committed, batch);
  return ['ok', nextDue()];
}

/** See `answer.lua`. */
function answer(
  memory: Memory,
  [requests = '', inbox = '']: readonly string[],
  [, ...answers]: readonly string[],
): number {
  let done = 0;
  for (const [id, message] of pairs(answers)) {
    if (!acknowledge(streamAt(memory, requests), id)) continue;
    if (message !== '') append(streamAt(memory, inbox), message);
    done += 1;
  }
  return done;
}

/** See `accept.lua`. */
function accept(memory: Memory, keys: readonly string[], [most, , ...arrivals]: readonly string[]): number[] {
  const [inbox = '', window = '', before = ''] = keys;
  const stream = streamAt(memory, inbox);
  const seen = setAt(memory, window);
  return pairs(arrivals).map(([id, message]) => {
    if (seen.has(id) || setAt(memory, before).has(id)) return 0;
    if (stream.entries.size >= Number(most)) return -1;
    seen.add(id);
    append(stream, message);
    return 1;
  });
}

/** See `reserve.lua`. */
function reserve(memory: Memory, [place = '']: readonly string[], [person = '', most]: readonly string[]): number {
  const holders = setAt(memory, place);
  if (!holders.has(person) && holders.size >= Number(most)) return 0;
  holders.add(person);
  return 1;
}

/** The ten lists of a commit. */
export function listsOfCommit(args: readonly string[]): string[][] {
  return countedLists(args.slice(5));
}

/** "n, v1 .. vn" again and again, as `commit.lua` takes its lists. */
function countedLists(counted: readonly string[]): string[][] {
  const lists: string[][] = [];
  for (let at = 0; at < counted.length; at += Number(counted[at]) + 1) {
    lists.push(counted.slice(at + 1, at + 1 + Number(counted[at])));
  }
  return lists;
}

function pairs(list: readonly string[]): [string, string][] {
  return list.flatMap((one, index): [string, string][] => (index % 2 === 0 ? [[one, list[index + 1] ?? '']] : []));
}
