import type { CompiledNode } from '../compile/compiled-version.js';
import type { Move, Signal } from './move.js';
import { cancelArms, type Passage } from './passage.js';
import type { Arm, FetchAnswer } from './person-state.js';

/** Where an instance goes on from: at activities it enters, or with what an activity it was at has decided. */
export type Leg =
  | { kind: 'arrive'; at: readonly string[] }
  | { kind: 'decide'; nodes: readonly CompiledNode[]; answers: readonly FetchAnswer[]; round: number }
  | { kind: 'settle'; node: CompiledNode; move: Move; waited: boolean };

/** Something an arm listened for has happened: its activity goes on, those beside it are cancelled. */
export function woken(passage: Passage, arm: Arm, signal: Signal): Leg {
  cancelArms(passage, arm.node);
  passage.instance = { ...passage.instance, stop: { kind: 'listening', arms: [] } };
  return resumed(passage, arm.node, signal, true);
}

/** The activity decides how it goes on with what it has waited for. */
export function resumed(passage: Passage, nodeId: string, signal: Signal, waited: boolean): Leg {
  const node = nodeOf(passage, nodeId);
  return { kind: 'settle', node, move: node.activity.resume(node.node, signal), waited };
}

export function countVisit(passage: Passage): void {
  passage.instance = { ...passage.instance, visit: passage.instance.visit + 1 };
}

export function nodeOf({ version }: Passage, id: string): CompiledNode {
  const node = version.nodes.get(id);
  if (!node) throw new RangeError(`version ${version.uid} has no activity "${id}"`);
  return node;
}
