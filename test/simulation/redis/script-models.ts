import { acknowledge, append, hashAt, inOrder, type Memory, setAt, sortedSetAt, streamAt } from './memory.js';

/** What a Lua script of Waystream does, said once more: same keys, same arguments, same reply. */
export type ScriptModel = (memory: Memory, keys: readonly string[], args: readonly string[]) => unknown;

export const SCRIPT_MODELS = { commit, answer, accept, own } satisfies Record<string, ScriptModel>;

/** See `commit.lua`. */
function commit(memory: Memory, keys: readonly string[], args: readonly string[]): unknown {
  const [epoch = '', committed = '', people = '', timers = '', inbox = '', ...pipes] = keys;
  const [steps = '', actions = '', fetches = '', dead = ''] = pipes;
  const [caller = '', batch = '', , , after = ''] = args;
  const due = sortedSetAt(memory, timers);
  const nextDue = () => String(inOrder(due)[0]?.[1] ?? '');
  if (memory.strings.get(epoch) !== caller) return ['fenced', ''];
  const latest = memory.strings.get(committed) ?? '';
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
  memory.strings.set(committed, batch);
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

/** See `own.lua`, as far as who owns what: leases end here when their owner does, so a caller always gets its partitions. */
function own(memory: Memory, keys: readonly string[], [member = '']: readonly string[]): unknown[] {
  const held = ['model'];
  for (let at = 0; at < keys.length; at += 3) {
    const [lease = '', epoch = '', stream = ''] = keys.slice(at, at + 3);
    memory.strings.set(lease, member);
    memory.strings.set(epoch, String(Number(memory.strings.get(epoch) ?? 0) + 1));
    held.push(memory.strings.get(epoch) ?? '', String(streamAt(memory, stream).pending.size));
  }
  return held;
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
