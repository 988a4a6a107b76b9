import type { Visit } from '../activities/define-activity.js';
import { ERROR_PORT } from '../activities/next.js';
import type { CompiledNode } from '../compile/compiled-version.js';
import { evaluationContext } from './evaluation.js';
import { nextFetchRound, requestFetch } from './fetch.js';
import type { Failure, Move, Signal } from './move.js';
import { cancelArms, type Passage, recordStep } from './passage.js';
import type { Arm, FetchAnswer, Instance } from './person-state.js';
import { requestOf } from './request.js';

/** No input moves an instance further than this; versions have no loops, so only a defect could reach it. */
const MOST_STEPS = 1_000;

/** Where an instance goes on from: at activities it enters, or with what an activity it was at has decided. */
type Step =
  | { kind: 'arrive'; at: readonly string[] }
  | { kind: 'decide'; node: CompiledNode; answers: readonly FetchAnswer[] }
  | { kind: 'settle'; node: CompiledNode; move: Move; waited: boolean };

/** A new instance takes its first step at the entry of its version. */
export function start(passage: Passage): void {
  passage.instance = { ...passage.instance, visit: 1 };
  run(passage, { kind: 'decide', node: passage.version.entry, answers: [] });
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
  const move = node.activity.resume(node.node, signal, visitOf(passage, node, []));
  run(passage, { kind: 'settle', node, move, waited });
}

/** The data that an activity asked for has come: fetch what depends on it, or enter the activity at last. */
export function continueWithData(passage: Passage, nodeId: string, answers: readonly FetchAnswer[]): void {
  const node = nodeOf(passage, nodeId);
  const failed = answers.find(({ error }) => error !== undefined);
  if (failed) {
    const status = failed.error === 'timeout' ? 'timedout' : failed.error === 'capped' ? 'capped' : 'error';
    const failure: Failure = { status, code: failed.error ?? 'internal' };
    run(passage, { kind: 'settle', node, move: { kind: 'fail', failure }, waited: false });
  } else {
    run(passage, { kind: 'decide', node, answers });
  }
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
      return arrive(passage, step.at);
    case 'decide':
      return decide(passage, step.node, step.answers);
    case 'settle':
      return settle(passage, step.node, step.move, step.waited);
  }
}

/** Enters one activity, or puts listening activities side by side. */
function arrive(passage: Passage, at: readonly string[]): Step | null {
  const nodes = at.map((id) => nodeOf(passage, id));
  const [only] = nodes;
  if (nodes.length === 1 && only && !only.activity.isListening) {
    passage.instance = { ...passage.instance, visit: passage.instance.visit + 1 };
    return { kind: 'decide', node: only, answers: [] };
  }
  const arms: Arm[] = [];
  for (const node of nodes) {
    passage.instance = { ...passage.instance, visit: passage.instance.visit + 1 };
    const move = node.activity.enter(node.node, visitOf(passage, node, []));
    if (move.kind !== 'listen') return { kind: 'settle', node, move, waited: false };
    recordStep(passage, node.node.id, 'waiting');
    arms.push({ node: node.node.id, visit: passage.instance.visit, ...move.listen });
  }
  passage.instance = { ...passage.instance, stop: { kind: 'listening', arms } };
  wakeAtOnce(passage, arms);
  return null;
}

/** What was held while the person was busy comes first, then what is due already. */
function wakeAtOnce(passage: Passage, arms: readonly Arm[]): void {
  const { held } = passage.instance;
  const offered = held.findIndex(({ event }) => arms.some((arm) => arm.event === event));
  const taken = held[offered];
  const arm = arms.find(({ event }) => event !== null && event === taken?.event);
  passage.instance = { ...passage.instance, held: offered < 0 ? [] : held.slice(offered + 1) };
  if (taken && arm) {
    receive(passage, taken.event, taken.payload);
    wake(passage, arm, { kind: 'event', event: taken.event });
    return;
  }
  const due = firstDue(arms, passage.now);
  if (due) wake(passage, due, { kind: 'due' });
}

/** The arm whose time came first; of equal times the upper one. */
export function firstDue(arms: readonly Arm[], now: number): Arm | undefined {
  let first: Arm | undefined;
  for (const arm of arms) {
    if (arm.dueMs !== null && arm.dueMs <= now && arm.dueMs < (first?.dueMs ?? Number.POSITIVE_INFINITY)) first = arm;
  }
  return first;
}

/** The instance remembers an event's payload, as far as its version reads it; `payload` is already cut to that. */
export function receive(passage: Passage, event: string, payload: Instance['events'][string]): void {
  passage.instance = { ...passage.instance, events: { ...passage.instance.events, [event]: payload } };
}

/** Lets an activity decide once all data it reads is at hand. */
function decide(passage: Passage, node: CompiledNode, answers: readonly FetchAnswer[]): Step | null {
  const round = nextFetchRound(passage, node, answers);
  if (round) {
    requestFetch(passage, node, round, answers);
    return null;
  }
  const move = node.activity.enter(node.node, visitOf(passage, node, answers));
  return { kind: 'settle', node, move, waited: false };
}

function settle(passage: Passage, node: CompiledNode, move: Move, waited: boolean): Step | null {
  const id = node.node.id;
  switch (move.kind) {
    case 'follow':
      return leave(passage, node, move.port, { status: move.status ?? 'transitions', waited });
    case 'end':
      recordStep(passage, id, 'ended', { waited, ending: 'completed' });
      return null;
    case 'fail':
      return fail(passage, node, move.failure, waited);
    case 'perform':
      passage.instance = { ...passage.instance, stop: { kind: 'performing', node: id } };
      passage.effects.actions.push({ ...requestOf(passage, id), action: move.action, parameters: move.parameters });
      return null;
    case 'listen': {
      const arm: Arm = { node: id, visit: passage.instance.visit, ...move.listen };
      recordStep(passage, id, 'waiting');
      passage.instance = { ...passage.instance, stop: { kind: 'listening', arms: [arm] } };
      wakeAtOnce(passage, [arm]);
      return null;
    }
  }
}

function leave(
  passage: Passage,
  node: CompiledNode,
  port: string,
  { status, waited, code }: { status: 'transitions' | Failure['status']; waited: boolean; code?: string },
): Step | null {
  const at = node.ports.get(port) ?? [];
  const more = code === undefined ? { path: port, waited } : { path: port, waited, code };
  if (at.length > 0) {
    recordStep(passage, node.node.id, status, more);
    return { kind: 'arrive', at };
  }
  recordStep(passage, node.node.id, status === 'transitions' ? 'ended' : status, { ...more, ending: 'completed' });
  return null;
}

function fail(passage: Passage, node: CompiledNode, failure: Failure, waited: boolean): Step | null {
  const { status, code } = failure;
  passage.instance = { ...passage.instance, lastError: { node: node.node.id, code } };
  if (node.ports.has(ERROR_PORT)) return leave(passage, node, ERROR_PORT, { status, waited, code });
  recordStep(passage, node.node.id, status, { waited, ending: 'failed', code });
  return null;
}

function visitOf(passage: Passage, node: CompiledNode, answers: readonly FetchAnswer[]): Visit {
  const context = evaluationContext(passage, node.node.id, answers);
  return {
    now: passage.now,
    isEntry: node === passage.version.entry,
    read: (index) => node.reads[index]?.value(context) ?? null,
    isTrue: (index) => node.reads[index]?.isTrue(context) ?? false,
  };
}

function nodeOf({ version }: Passage, id: string): CompiledNode {
  const node = version.nodes.get(id);
  if (!node) throw new RangeError(`version ${version.uid} has no activity "${id}"`);
  return node;
}
