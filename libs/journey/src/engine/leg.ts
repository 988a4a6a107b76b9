import type { CompiledNode } from '../compile/compiled-version.js';
import type { Move, PerformedOutcome, Signal } from './move.js';
import { cancelArms, type Passage } from './passage.js';
import type { Arm, FetchAnswer } from './person-state.js';

/** A part of the way that an instance takes without resting. */
export type Leg =
  /** It comes to an activity, or to listening ones side by side. */
  | { kind: 'arrive'; at: readonly string[] }
  /** It is at them. `answers`: the data that was fetched for them so far; `round`: the fetch that may come next. */
  | { kind: 'decide'; nodes: readonly CompiledNode[]; answers: readonly FetchAnswer[]; round: number }
  /** One of them has decided. `waited`: its step says that a wait is over. */
  | { kind: 'settle'; node: CompiledNode; move: Move; waited: boolean };

/** Something an arm listened for has happened: its activity goes on, those beside it are cancelled. */
export function woken(passage: Passage, arm: Arm, signal: Signal): Leg {
  cancelArms(passage, arm.node);
  // Whatever the activity decides, nothing is left that would have to be cancelled once more.
  passage.instance = { ...passage.instance, stop: { kind: 'listening', arms: [] } };
  const node = nodeOf(passage, arm.node);
  const move = node.activity.woken?.(node.node, signal);
  if (!move) throw unanswered(passage, node, 'listens for nothing');
  return { kind: 'settle', node, move, waited: true };
}

/** What an activity asked for is done, or has failed: it goes on with the outcome. */
export function performed(passage: Passage, nodeId: string, outcome: PerformedOutcome): Leg {
  const node = nodeOf(passage, nodeId);
  const move = node.activity.performed?.(node.node, outcome);
  if (!move) throw unanswered(passage, node, 'has nothing performed');
  return { kind: 'settle', node, move, waited: false };
}

export function countVisit(passage: Passage): void {
  passage.instance = { ...passage.instance, visit: passage.instance.visit + 1 };
}

export function nodeOf({ version }: Passage, id: string): CompiledNode {
  const node = version.nodes.get(id);
  if (!node) throw new RangeError(`version ${version.uid} has no activity "${id}"`);
  return node;
}

/** Only a state that no release has written can ask an activity for what it does not answer. */
function unanswered({ version }: Passage, { node }: CompiledNode, why: string): RangeError {
  return new RangeError(`activity "${node.id}" of version ${version.uid} ${why}`);
}
