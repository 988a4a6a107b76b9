import type { AudienceStatus, ReactionKind } from '@waystream/journey';

/**
 * What can go wrong while a round of a partition is under way. Each strikes one commit; then the round is tried again by
 * whoever owns the partition by then.
 */
export const ROUND_FAULTS = [
  /** The commit never reaches Redis and the owner is told so. */
  'requestLost',
  /** The commit is carried out and its reply gets lost. */
  'replyLost',
  /** States could not be loaded. */
  'loadLost',
  /** The owner dies before its commit, or right after it. */
  'crashBeforeCommit',
  'crashAfterCommit',
  /** The owner stands still before its commit; meanwhile the partition gets another owner. It wakes at a `thaw`. */
  'freeze',
  /** The partition is handed over in good order before the round. */
  'handover',
  /** Redis fails over between the load and the commit. */
  'failover',
] as const;
export type RoundFault = (typeof ROUND_FAULTS)[number];

/** The call is made and its maker dies, so it is made again; or it is answered by two makers. */
export const CALL_FAULTS = ['crashAfterCall', 'answeredTwice'] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/**
 * What can go wrong while a worker brings a portion of a run. With `stall` it stands still, loses the run to another
 * worker and goes on nevertheless.
 */
export const PORTION_FAULTS = ['requestLost', 'replyLost', 'crash', 'crashAfter', 'stall'] as const;
export type PortionFault = (typeof PORTION_FAULTS)[number];

/** What operators do to a version. */
export type Order = 'pause' | 'resume' | 'close' | 'stop' | 'publish' | 'test' | 'endTest';

/**
 * One thing that happens to the system. Moves name what they are about loosely ("the third request that waits"), so that
 * a story still plays when some of its moves are taken out.
 */
export type Move =
  /** A producer sends an event, maybe several times under the same id. */
  | { move: 'event'; id: string; person: string; events: string[]; payload: EventPayload; times: number }
  /** Something happens to the business. */
  | { move: 'business'; id: string; event: string; payload: Pick<EventPayload, 'amount' | 'word'>; times: number }
  | { move: 'audience'; id: string; person: string; audience: string; status: AudienceStatus }
  /** Somebody becomes a member of an audience, or is one no more; journeys hear of it if it is news. */
  | { move: 'member'; id: string; person: string; audience: string; isMember: boolean }
  /** Somebody is brought into a version that reads an audience. */
  | { move: 'enter'; id: string; person: string; version: string }
  /** A worker takes a run that is to go on, and begins or continues to bring members in. */
  | { move: 'work'; which: number; faults: PortionFault[] }
  /** Workers stop in good order. */
  | { move: 'stopWorkers' }
  /** Somebody reacts to one of the messages that were sent. */
  | { move: 'react'; id: string; which: number; kind: ReactionKind }
  /** The owner decides the oldest inputs. `isLeft`: after the faults nobody is there to go on for now. */
  | { move: 'decide'; partition: number; most: number; faults: RoundFault[]; isLeft?: true }
  /** The owner's alarm rings, if anybody is due. */
  | { move: 'ring'; partition: number; faults: RoundFault[]; isLeft?: true }
  /** A request is carried out and answered. */
  | { move: 'answer'; partition: number; pipe: Pipe; which: number; faults: CallFault[] }
  | { move: 'pass'; ms: number }
  /** Owners that stood still wake up and do what they were about to. */
  | { move: 'thaw'; partition: number }
  /** `late`: who hears of it later, see `Listener`. */
  | { move: 'order'; version: string; order: Order; late: Listener[] }
  /** Somebody who is behind hears of the next orders. */
  | { move: 'hear'; listener: Listener; orders: number }
  /** Redis fails over and forgets its latest writes. */
  | { move: 'failover'; forgets: number };

export type Pipe = 'actions' | 'fetches';
export type EventPayload = { person: string; amount: number; word: string; order?: string };

/** Who hears of orders: the owner of a partition, or those who walk through audiences. */
export type Listener = number | 'workers';
