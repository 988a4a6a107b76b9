import type { CompiledNode, PlannedFetch } from '../compile/compiled-version.js';
import { sameParams } from '../compile/same-params.js';
import { evaluationContext } from './evaluation.js';
import type { Passage } from './passage.js';
import type { FetchAnswer } from './person-state.js';
import { requestOf } from './request.js';

type WantedGroup = Pick<FetchAnswer, 'source' | 'group' | 'params'>;

/** What an activity still lacks: the first round of its plan that the answers do not cover. */
export function nextFetchRound(
  passage: Passage,
  node: CompiledNode,
  answers: readonly FetchAnswer[],
): { round: number; groups: WantedGroup[] } | null {
  for (const [round, planned] of node.fetchRounds.entries()) {
    const groups = lacking(passage, node, planned, answers);
    if (groups.length > 0) return { round, groups };
  }
  return null;
}

/** Parks the instance until the data has come. */
export function requestFetch(
  passage: Passage,
  node: CompiledNode,
  { round, groups }: { round: number; groups: WantedGroup[] },
  answers: readonly FetchAnswer[],
): void {
  const request = requestOf(passage, node.node.id);
  passage.effects.fetches.push({ ...request, id: `${request.id}.${round}`, round, groups: groups.map(copy) });
  passage.instance = { ...passage.instance, stop: { kind: 'fetching', node: node.node.id, round, answers } };
}

function lacking(
  passage: Passage,
  node: CompiledNode,
  planned: readonly PlannedFetch[],
  answers: readonly FetchAnswer[],
): WantedGroup[] {
  const context = evaluationContext(passage, node.node.id, answers);
  const groups: WantedGroup[] = [];
  for (const { source, group, params: paramsOf } of planned) {
    const params = paramsOf(context);
    const isSame = (one: WantedGroup) => one.source === source && one.group === group && sameParams(one.params, params);
    if (!answers.some(isSame) && !groups.some(isSame)) groups.push({ source, group, params });
  }
  return groups;
}

function copy({ source, group, params }: WantedGroup) {
  return { source, group, params: params && { ...params } };
}
