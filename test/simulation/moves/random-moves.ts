import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@waystream/core';
import { AUDIENCE_STATUSES, REACTIONS } from '@waystream/journey';
import type { Chance } from '../chance.js';
import { AUDIENCES, BUSINESS_EVENTS, EVENTS, ORDER_EVENTS, ORDERS, PEOPLE, WORDS } from '../world/vocabulary.js';
import {
  CALL_FAULTS,
  type Listener,
  type Move,
  type Order,
  PORTION_FAULTS,
  ROUND_FAULTS,
  type RoundFault,
} from './move.js';

export interface MoveTerms {
  partitions: number;
  versions: readonly string[];
  /** Those that nobody has published. */
  drafts: readonly string[];
  /** Does some journey begin with an audience? */
  hasRuns: boolean;
  count: number;
  /** Whoever dies is not followed at once; then what is decided later may differ from a run without faults. */
  isLoose: boolean;
  /** Does Redis fail over? */
  failsOver: boolean;
}

type Weighted = readonly (readonly [weight: number, draw: () => Move])[];

const LEAPS = [1, 400, SECOND_MS, 10 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS];

export function randomMoves(chance: Chance, terms: MoveTerms): Move[] {
  const moves: Move[] = [];
  const members = terms.hasRuns ? chance.below(7) : 0;
  for (let index = 0; index < members; index++) moves.push(randomMember(chance, `p${index}`, 0.9));
  for (let index = 0; index < terms.count; index++) moves.push(randomMove(chance, moves, terms));
  return moves;
}

function randomMove(chance: Chance, before: readonly Move[], terms: MoveTerms): Move {
  const id = `m${before.length}`;
  return chance.weigh<() => Move>([
    ...ofPeople(chance, id, before),
    ...ofServices(chance, terms),
    ...ofOperators(chance, terms),
    ...(terms.hasRuns ? ofAudiences(chance, id, terms) : []),
  ])();
}

function ofPeople(chance: Chance, id: string, before: readonly Move[]): Weighted {
  return [
    [8, () => randomEvent(chance, id)],
    [1, () => repeatedEvent(chance, id, before)],
    [1, () => randomChange(chance, id)],
    [2, () => ({ move: 'react', id, which: chance.below(5), kind: chance.pick(REACTIONS) })],
  ];
}

function ofServices(chance: Chance, { partitions, isLoose, failsOver }: MoveTerms): Weighted {
  const partition = chance.below(partitions);
  const faults = randomFaults(chance, failsOver);
  const left = isLoose && faults.length > 0 && chance.happens(0.4) ? ({ isLeft: true } as const) : {};
  const answer = (pipe: 'actions' | 'fetches'): Move => {
    return { move: 'answer', partition, pipe, which: chance.below(5), faults: randomCallFaults(chance) };
  };
  return [
    [8, () => ({ move: 'decide', partition, most: 1 + chance.below(6), faults, ...left })],
    [5, () => answer('actions')],
    [5, () => answer('fetches')],
    [4, () => ({ move: 'ring', partition, faults, ...left })],
    [5, () => ({ move: 'pass', ms: randomLeap(chance) })],
    [1, () => ({ move: 'thaw', partition })],
    [failsOver ? 1.5 : 0, () => ({ move: 'failover', forgets: 1 + chance.below(8) })],
  ];
}

function ofOperators(chance: Chance, { versions, drafts, isLoose, partitions }: MoveTerms): Weighted {
  const listeners: Listener[] = [...Array.from({ length: partitions }, (_, one) => one), 'workers'];
  const order = (version: string, wanted: Order): Move => {
    const late = listeners.filter(() => isLoose && chance.happens(0.5));
    return { move: 'order', version, order: wanted, late };
  };
  return [
    [0.7, () => order(chance.pick(versions), randomOrder(chance))],
    [drafts.length > 0 ? 1.5 : 0, () => order(chance.pick(drafts), randomOrderForDraft(chance))],
    [isLoose ? 1 : 0, () => ({ move: 'hear', listener: chance.pick(listeners), orders: 1 + chance.below(3) })],
  ];
}

function ofAudiences(chance: Chance, id: string, { versions }: MoveTerms): Weighted {
  const faults = chance.happens(0.4) ? [chance.pick(PORTION_FAULTS)] : [];
  return [
    [1, () => ({ move: 'enter', id, person: chance.pick(PEOPLE), version: chance.pick(versions) })],
    [2, () => randomMember(chance, id, 0.6)],
    [1.5, () => ({ move: 'business', id, event: chance.pick(BUSINESS_EVENTS), ...randomBusiness(chance) })],
    [4, () => ({ move: 'work', which: chance.below(3), faults })],
    [0.5, () => ({ move: 'stopWorkers' })],
    // Portions are a tenth of a second apart.
    [3, () => ({ move: 'pass', ms: 100 })],
  ];
}

function randomEvent(chance: Chance, id: string): Move {
  const person = chance.pick(PEOPLE);
  const events = chance.happens(0.15)
    ? [...new Set([chance.pick(EVENTS), chance.pick(EVENTS)])]
    : [chance.pick(EVENTS)];
  const isAboutOrder = events.some((event) => ORDER_EVENTS.includes(event)) && chance.happens(0.9);
  const payload = {
    person,
    amount: chance.below(10),
    word: chance.pick(WORDS),
    ...(isAboutOrder && { order: chance.pick(ORDERS) }),
  };
  return { move: 'event', id, person, events, payload, times: chance.happens(0.1) ? 2 : 1 };
}

function randomBusiness(chance: Chance) {
  const payload = { amount: chance.below(10), word: chance.pick(WORDS) };
  return { payload, times: chance.happens(0.2) ? 2 : 1 };
}

function randomChange(chance: Chance, id: string): Move {
  const status = chance.pick(AUDIENCE_STATUSES);
  return { move: 'audience', id, person: chance.pick(PEOPLE), audience: chance.pick(AUDIENCES), status };
}

function randomMember(chance: Chance, id: string, likelihood: number): Move {
  const isMember = chance.happens(likelihood);
  return { move: 'member', id, person: chance.pick(PEOPLE), audience: chance.pick(AUDIENCES), isMember };
}

/** A producer that is not sure sends an event again, maybe much later. */
function repeatedEvent(chance: Chance, id: string, before: readonly Move[]): Move {
  const sent = before.filter(({ move }) => move === 'event' || move === 'business');
  return sent.length > 0 ? chance.pick(sent) : randomEvent(chance, id);
}

function randomFaults(chance: Chance, failsOver: boolean): RoundFault[] {
  if (!chance.happens(0.35)) return [];
  const possible = ROUND_FAULTS.filter((fault) => failsOver || fault !== 'failover');
  return Array.from({ length: 1 + chance.below(4) }, () => chance.pick(possible));
}

function randomCallFaults(chance: Chance) {
  return chance.happens(0.2) ? [chance.pick(CALL_FAULTS)] : [];
}

/** Mostly forward; now and then a clock is set back a little. */
function randomLeap(chance: Chance): number {
  return chance.happens(0.08) ? -1 - chance.below(2_000) : chance.pick(LEAPS);
}

function randomOrder(chance: Chance): Order {
  return chance.weigh([
    [4, 'pause' as const],
    [5, 'resume' as const],
    [1, 'close' as const],
    [1, 'stop' as const],
  ]);
}

function randomOrderForDraft(chance: Chance): Order {
  return chance.weigh([
    [5, 'test' as const],
    [3, 'endTest' as const],
    [2, 'publish' as const],
  ]);
}
