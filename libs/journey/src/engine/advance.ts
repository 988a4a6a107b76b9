import { toRfc3339 } from '@waystream/core';
import { ERROR_PORT } from '../activities/next.js';
import type { CompiledNode } from '../compile/compiled-version.js';
import { nextFetchRound, requestFetch } from './fetch.js';
import type { Failure, ListenRequest, Move, Signal } from './move.js';
import { cancelArms, type Passage, recordStep } from './passage.js';
import type { Arm, FetchAnswer, Held, Stop } from './person-state.js';
import { requestOf } from './request.js';
import type { Topic } from './topic.js';
import { visitOf } from './visit.js';

/** No input moves an instance further than this; versions have no loops, so only a defect could reach it. */
const MOST_STEPS = 1_000;

/** Where an instance goes on from: at activities it enters, or with what an activity it was at has decided. */
type Step =
  | { kind: 'arrive'; at: readonly string[] }
  | { kind: 'decide'; nodes: readonly CompiledNode[]; answers: readonly FetchAnswer[]; round: number }
  | { kind: 'settle'; node: CompiledNode; move: Move; waited: boolean };

/** A new instance takes its first step at the entry of its version. */
export function start(passage: Passage): void {
  passage.instance = { ...passage.instance, visit: 1 };
  run(passage, { kind: 'decide', nodes: [passage.version.entry], answers: [], round: 0 });
}

/** Something an arm listened for has happened: its activity goes on, those beside it are cancelled. */
export function wake(passage: Passage, arm: Arm, signal: Signal): void {
  cancelArms(passage, arm.node);
  passage.instance = { ...passage.instance, stop: { kind: 'listening', arms: [] } };
  resume(passage, arm.node, signal, true);
}

/** The activity whose call was in flight goes on with the outcome. */
export function resume(passage: Passage, nodeId: string, signal: Signal, waited = false): void {
  const node = nodeOf(passage, nodeId);
  const move = node.activity.resume(node.node, signal);
  run(passage, { kind: 'settle', node, move, waited });
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

/** The arm whose time came first; of equal times the upper one. */
export function firstDue(arms: readonly Arm[], now: number): Arm | undefined {
  let first: Arm | undefined;
  for (const arm of arms) {
    if (arm.dueMs !== null && arm.dueMs <= now && arm.dueMs < (first?.dueMs ?? Number.POSITIVE_INFINITY)) first = arm;
  }
  return first;
}

/** The instance remembers what an event brought, as far as its version reads it. */
export function receive(passage: Passage, { as, payload }: Pick<Held, 'as' | 'payload'>): void {
  if (as === null) return;
  const { instance, version } = passage;
  passage.instance = { ...instance, events: { ...instance.events, [as]: version.keep(as, payload) } };
}

function run(passage: Passage, first: Step): void {
  let step: Step | null = first;
  for (let taken = 0; step !== null; taken++) {
    if (taken === MOST_STEPS) throw new RangeError(`an instance of ${passage.version.uid} does not come to rest`);
    step = take(passage, step);
  }
}

function take(passage: Passage, step: Step): Step | null {
  switch (step.kind) {
    case 'arrive':
      countVisit(passage);
      return { kind: 'decide', nodes: step.at.map((id) => nodeOf(passage, id)), answers: [], round: 0 };
    case 'decide':
      return decide(passage, step);
    case 'settle':
      return settle(passage, step.node, step.move, step.waited);
  }
}

/** Lets one activity decide, or listening ones side by side, once all data they read is at hand. */
function decide(passage: Passage, { nodes, answers, round }: Extract<Step, { kind: 'decide' }>): Step | null {
  const lacking = nextFetchRound(passage, nodes, answers, round);
  if (lacking) {
    requestFetch(passage, nodes, lacking, answers);
    return null;
  }
  const listening: { node: CompiledNode; listen: ListenRequest }[] = [];
  for (const node of nodes) {
    const move = node.activity.enter(node.node, visitOf(passage, node, answers));
    if (move.kind !== 'listen') return { kind: 'settle', node, move, waited: false };
    listening.push({ node, listen: move.listen });
  }
  park(passage, listening);
  return null;
}

/** From now on the instance listens; what was held or is due already wakes it at once. */
function park(passage: Passage, listening: readonly { node: CompiledNode; listen: ListenRequest }[]): void {
  const arms = listening.map(({ node, listen }, index): Arm => {
    if (index > 0) countVisit(passage);
    recordStep(passage, node.node.id, 'waiting');
    return { node: node.node.id, topics: listen.topics, dueMs: dueMsOf(passage, listen) };
  });
  passage.instance = { ...passage.instance, stop: { kind: 'listening', arms } };
  wakeAtOnce(passage, arms);
}

/** In test mode every wait and timeout lasts the same short time, unless it is over before it begins. */
function dueMsOf({ version, now }: Passage, { dueMs, leastTestMs = 0 }: ListenRequest): number | null {
  if (version.test === null || dueMs === null || dueMs <= now) return dueMs;
  return now + Math.max(version.test.waitMs, leastTestMs);
}

/** What has become of a message stays true; then comes what was held or what is due, whichever was first. */
function wakeAtOnce(passage: Passage, arms: readonly Arm[]): void {
  const { held, reactions } = passage.instance;
  const reaction = reactions.find((topic) => armFor(arms, topic));
  const offered = held.findIndex(({ topic }) => armFor(arms, topic));
  const taken = held[offered];
  const due = firstDue(arms, passage.now);
  if (reaction !== undefined) wakeByTopic(passage, arms, reaction);
  else if (due && (due.dueMs ?? 0) <= (taken?.at ?? Number.POSITIVE_INFINITY)) wake(passage, due, { kind: 'due' });
  else {
    // What was held and nobody here listens for has had its chance.
    passage.instance = { ...passage.instance, held: taken ? held.slice(offered + 1) : [] };
    if (taken) {
      receive(passage, taken);
      wakeByTopic(passage, arms, taken.topic);
    }
  }
}

function wakeByTopic(passage: Passage, arms: readonly Arm[], topic: Topic): void {
  const arm = armFor(arms, topic);
  if (arm) wake(passage, arm, { kind: 'topic', topic });
}

function armFor(arms: readonly Arm[], topic: Topic): Arm | undefined {
  return arms.find(({ topics }) => topics.includes(topic));
}

function settle(passage: Passage, node: CompiledNode, move: Move, waited: boolean): Step | null {
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
      park(passage, [{ node, listen: move.listen }]);
      return null;
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
): Step | null {
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

function fail(passage: Passage, node: CompiledNode, failure: Failure, waited: boolean): Step | null {
  const { status, code } = failure;
  passage.instance = { ...passage.instance, lastError: { node: node.node.id, code } };
  if (node.ports.has(ERROR_PORT)) return leave(passage, node, ERROR_PORT, { status, waited, code });
  recordStep(passage, node.node.id, status, { waited, ending: 'failed', code });
  return null;
}

function countVisit(passage: Passage): void {
  passage.instance = { ...passage.instance, visit: passage.instance.visit + 1 };
}

function nodeOf(passage: Passage, id: string): CompiledNode {
  const node = passage.version.nodes.get(id);
  if (!node) throw new RangeError(`version ${passage.version.uid} has no activity "${id}"`);
  return node;
}
