import { type Chance, createChance } from '../chance.js';

/** What strikes the next script of a member: it is not carried out, or its reply is lost. */
export const SCRIPT_FAULTS = ['requestLost', 'replyLost'] as const;
export type ScriptFault = (typeof SCRIPT_FAULTS)[number];

/** One thing that happens to the members of a role. Members are named loosely, so that moves can be taken out. */
export type OwnershipMove =
  | { move: 'join' }
  /** Stops in good order. */
  | { move: 'stop'; member: number }
  | { move: 'crash'; member: number }
  /** The whole process stands still, until a `thaw`. */
  | { move: 'freeze'; member: number }
  | { move: 'thaw'; member: number }
  /** Redis is away for the member, until a `mend`. */
  | { move: 'cut'; member: number }
  | { move: 'mend'; member: number }
  | { move: 'disturb'; member: number; fault: ScriptFault }
  /** A round over a partition that the member has; its decision takes a while. */
  | { move: 'work'; member: number; partition: number; takesMs: number }
  | { move: 'pass'; ms: number };

export interface OwnershipStory {
  seed: string;
  moves: OwnershipMove[];
}

export const OWNED_PARTITIONS = 3;

export function randomOwnership(seed: string): OwnershipStory {
  const chance = createChance(`ownership/${seed}`);
  const moves: OwnershipMove[] = [{ move: 'join' }, { move: 'join' }, { move: 'pass', ms: 1_500 }];
  for (let left = 20 + chance.below(40); left > 0; left--) moves.push(randomMove(chance));
  return { seed, moves };
}

function randomMove(chance: Chance): OwnershipMove {
  const member = chance.below(4);
  return chance.weigh<() => OwnershipMove>([
    [1, () => ({ move: 'join' })],
    [1, () => ({ move: 'stop', member })],
    [0.7, () => ({ move: 'crash', member })],
    [3, () => ({ move: 'freeze', member })],
    [2.5, () => ({ move: 'thaw', member })],
    [1, () => ({ move: 'cut', member })],
    [2, () => ({ move: 'mend', member })],
    [2, () => ({ move: 'disturb', member, fault: chance.pick(SCRIPT_FAULTS) })],
    [
      12,
      () => ({
        move: 'work',
        member,
        partition: chance.below(OWNED_PARTITIONS),
        takesMs: chance.pick([0, 0, 50, 1_000, 6_000]),
      }),
    ],
    [8, () => ({ move: 'pass', ms: chance.pick([10, 300, 1_000, 1_400, 3_000, 5_000]) })],
  ])();
}
