import type { CompiledNode, PlannedFetch } from '../compile/compiled-version.js';
import { sameParams } from '../compile/same-params.js';
import { passageContext } from './evaluation.js';
import type { Passage } from './passage.js';
import type { FetchAnswer } from './person-state.js';
import { requestOf } from './request.js';

type WantedGroup = Pick<FetchAnswer, 'source' | 'group' | 'params'>;

export interface FetchRound {
  round: number;
  groups: WantedGroup[];
}

/**
 * What activities still lack: the first round of their plans, from the given one on, that the answers do not cover. A
 * round that was answered is over, since parameters that depend on the time would never be the same again.
 */
export function nextFetchRound(
  passage: Passage,
  nodes: readonly CompiledNode[],
  answers: readonly FetchAnswer[],
  from: number,
): FetchRound | null {
  const rounds = Math.max(...nodes.map(({ fetchRounds }) => fetchRounds.length));
  for (let round = from; round < rounds; round++) {
    const groups: WantedGroup[] = [];
    for (const { node, fetchRounds } of nodes) {
      addLacking(groups, fetchRounds[round] ?? [], { passage, node: node.id, answers });
    }
    if (groups.length > 0) return { round, groups };
  }
  return null;
}

/** Parks the instance until the data has come. */
export function requestFetch(
  passage: Passage,
  nodes: readonly CompiledNode[],
  { round, groups }: FetchRound,
  answers: readonly FetchAnswer[],
): void {
  const ids = nodes.map(({ node }) => node.id);
  const { id, ...request } = requestOf(passage, ids[0] ?? '');
  passage.effects.fetches.push({
    kind: 'fetch',
    id: `${id}.${round}`,
    round,
    groups: groups.map(copy),
    ...request,
  });
  passage.instance = { ...passage.instance, stop: { kind: 'fetching', nodes: ids, round, answers } };
}

function addLacking(
  groups: WantedGroup[],
  planned: readonly PlannedFetch[],
  { passage, node, answers }: { passage: Passage; node: string; answers: readonly FetchAnswer[] },
): void {
  const context = passageContext(passage, { nodeId: node, answers });
  for (const { source, group, params: paramsOf } of planned) {
    const params = paramsOf(context);
    const isSame = (one: WantedGroup) => one.source === source && one.group === group && sameParams(one.params, params);
    if (!answers.some(isSame) && !groups.some(isSame)) groups.push({ source, group, params });
  }
}

function copy({ source, group, params }: WantedGroup) {
  return { source, group, params: params && { ...params } };
}
