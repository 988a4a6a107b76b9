import { toRfc3339 } from '@waystream/core';
import { ERROR_PORT } from '../activities/next.js';
import type { CompiledNode } from '../compile/compiled-version.js';
import { nextFetchRound, requestFetch } from './fetch.js';
import { countVisit, type Leg, nodeOf, performed, woken } from './leg.js';
import type { Failure, Move, PerformedOutcome, Signal } from './move.js';
import { type Listening, park } from './park.js';
import { type Passage, recordStep } from './passage.js';
import type { Arm, FetchAnswer, Stop } from './person-state.js';
import { requestOf } from './request.js';
import { visitOf } from './visit.js';

/** No input moves an instance further than this; versions have no loops, so only a defect could reach it. */
const MOST_LEGS = 1_000;

/** A new instance takes its first step at the entry of its version. Its time counts from now, however long a pause kept it. */
export function start(passage: Passage): void {
  const { instance, version, now } = passage;
  passage.instance = { ...instance, enteredAt: now, expiresAt: now + version.globalTimeoutMs, visit: 1 };
  run(passage, { kind: 'decide', nodes: [passage.version.entry], answers: [], round: 0 });
}

/** Something an arm listened for has happened. */
export function wake(passage: Passage, arm: Arm, signal: Signal): void {
  run(passage, woken(passage, arm, signal));
}

/** What the activity asked for is done, or has failed. */
export function continueWithOutcome(passage: Passage, nodeId: string, outcome: PerformedOutcome): void {
  run(passage, performed(passage, nodeId, outcome));
}

/** The data that activities asked for has come: fetch what depends on it, or enter them at last. */
export function continueWithData(
  passage: Passage,
  asked: Extract<Stop, { kind: 'fetching' }>,
  brought: readonly FetchAnswer[],
): void {
  const nodes = asked.nodes.map((id) => nodeOf(passage, id));
  const answers = [...asked.answers, ...brought];
  const failed = answers.find(({ error }) => error !== undefined);
  const node = failed && (nodes.find((one) => isAskedBy(one, failed)) ?? nodes[0]);
  if (failed && node) {
    const status = failed.error === 'timeout' ? 'timedout' : failed.error === 'capped' ? 'capped' : 'error';
    const failure: Failure = { status, code: failed.error ?? 'internal' };
    run(passage, { kind: 'settle', node, move: { kind: 'fail', failure }, waited: false });
  } else {
    run(passage, { kind: 'decide', nodes, answers, round: asked.round + 1 });
  }
}

/** Of activities side by side, the one that needs the data is the one that fails without it. */
function isAskedBy({ fetchRounds }: CompiledNode, { source, group }: FetchAnswer): boolean {
  return fetchRounds.flat().some((planned) => planned.source === source && planned.group === group);
}

function run(passage: Passage, first: Leg): void {
  let leg: Leg | null = first;
  for (let taken = 0; leg !== null; taken++) {
    if (taken === MOST_LEGS) throw new RangeError(`an instance of ${passage.version.uid} does not come to rest`);
    leg = take(passage, leg);
  }
}

function take(passage: Passage, leg: Leg): Leg | null {
  switch (leg.kind) {
    case 'arrive':
      countVisit(passage);
      return { kind: 'decide', nodes: leg.at.map((id) => nodeOf(passage, id)), answers: [], round: 0 };
    case 'decide':
      return decide(passage, leg);
    case 'settle':
      return settle(passage, leg.node, leg.move, leg.waited);
  }
}

/** Lets one activity decide, or listening ones side by side, once all data they read is at hand. */
function decide(passage: Passage, { nodes, answers, round }: Extract<Leg, { kind: 'decide' }>): Leg | null {
  const lacking = nextFetchRound(passage, nodes, answers, round);
  if (lacking) {
    requestFetch(passage, nodes, lacking, answers);
    return null;
  }
  const listening: Listening[] = [];
  for (const node of nodes) {
    const move = node.activity.enter(node.node, visitOf(passage, node, answers));
    // One that cannot listen, as when its time could not be worked out, goes on for all beside it.
    if (move.kind !== 'listen') return { kind: 'settle', node, move, waited: false };
    listening.push({ node, listen: move.listen });
  }
  return park(passage, listening);
}

function settle(passage: Passage, node: CompiledNode, move: Move, waited: boolean): Leg | null {
  const id = node.node.id;
  switch (move.kind) {
    case 'follow':
      if (move.isTreatment) passage.treatments = [...passage.treatments, `${id}:${move.port}`];
      return leave(passage, node, move.port, { status: move.status ?? 'transitions', waited });
    case 'end':
      recordStep(passage, id, 'ended', { waited, ending: 'completed' });
      return null;
    case 'fail':
      return fail(passage, node, move.failure, waited);
    case 'perform': {
      const { channel, action, parameters } = move;
      passage.effects.actions.push({ channel, action, parameters, ...requestOf(passage, id) });
      return awaitOutcome(passage, id);
    }
    case 'update':
      passage.effects.fetches.push({
        kind: 'update',
        field: move.field,
        value: move.value,
        ...requestOf(passage, id),
      });
      return awaitOutcome(passage, id);
    case 'reserve':
      passage.effects.fetches.push({ kind: 'reserve', most: move.most, ...requestOf(passage, id) });
      return awaitOutcome(passage, id);
    case 'jump':
      jump(passage, id, move);
      return leave(passage, node, move.port, { status: 'transitions', waited });
    case 'listen':
      return park(passage, [{ node, listen: move.listen }]);
  }
}

function awaitOutcome(passage: Passage, node: string): null {
  passage.instance = { ...passage.instance, stop: { kind: 'performing', node } };
  return null;
}

/**
 * The other journey gets an input of its own for the same person; whether it becomes an entrance is decided there. What
 * every event has is filled in where the jump does not say otherwise.
 */
function jump(passage: Passage, nodeId: string, { journey, payload }: Extract<Move, { kind: 'jump' }>): void {
  const { id, person, traceparent } = requestOf(passage, nodeId);
  const from = passage.version.uid;
  const trace = traceparent === undefined ? {} : { traceparent };
  const event = { _id: id, timestamp: toRfc3339(passage.now), ...payload };
  passage.effects.inputs.push({ v: 1, type: 'jump', id, person, journey, from, payload: event, ...trace });
}

function leave(
  passage: Passage,
  node: CompiledNode,
  port: string,
  { status, waited, code = null }: { status: 'transitions' | Failure['status']; waited: boolean; code?: string | null },
): Leg | null {
  const at = node.ports.get(port) ?? [];
  const isEnd = at.length === 0;
  recordStep(passage, node.node.id, isEnd && status === 'transitions' ? 'ended' : status, {
    path: port,
    waited,
    code,
    ending: isEnd ? 'completed' : null,
  });
  return isEnd ? null : { kind: 'arrive', at };
}

function fail(passage: Passage, node: CompiledNode, failure: Failure, waited: boolean): Leg | null {
  const { status, code } = failure;
  passage.instance = { ...passage.instance, lastError: { node: node.node.id, code } };
  if (node.ports.has(ERROR_PORT)) return leave(passage, node, ERROR_PORT, { status, waited, code });
  recordStep(passage, node.node.id, status, { waited, ending: 'failed', code });
  return null;
}
