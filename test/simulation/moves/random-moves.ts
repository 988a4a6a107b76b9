import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@waystream/core';
import { AUDIENCE_STATUSES, REACTIONS } from '@waystream/journey';
import type { Chance } from '../chance.js';
import { AUDIENCES, EVENTS, ORDER_EVENTS, ORDERS, PEOPLE, WORDS } from '../world/vocabulary.js';
import { CALL_FAULTS, type Move, ROUND_FAULTS, type RoundFault } from './move.js';

export interface MoveTerms {
  partitions: number;
  versions: readonly string[];
  count: number;
  /** Whoever dies is not followed at once; then what is decided later may differ from a run without faults. */
  isLoose: boolean;
}

const LEAPS = [1, 400, SECOND_MS, 10 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS];

export function randomMoves(chance: Chance, terms: MoveTerms): Move[] {
  const moves: Move[] = [];
  for (let index = 0; index < terms.count; index++) moves.push(randomMove(chance, moves, terms));
  return moves;
}

function randomMove(chance: Chance, before: readonly Move[], terms: MoveTerms): Move {
  const partition = chance.below(terms.partitions);
  const faults = randomFaults(chance);
  const id = `m${before.length}`;
  const left = terms.isLoose && faults.length > 0 && chance.happens(0.4) ? ({ isLeft: true } as const) : {};
  const moves: readonly (readonly [number, () => Move])[] = [
    [8, () => randomEvent(chance, id)],
    [1, () => repeatedEvent(chance, before)],
    [1, () => randomChange(chance, id)],
    [1, () => ({ move: 'enter', id, person: chance.pick(PEOPLE), version: chance.pick(terms.versions) })],
    [2, () => ({ move: 'react', id, which: chance.below(5), kind: chance.pick(REACTIONS) })],
    [8, () => ({ move: 'decide', partition, most: 1 + chance.below(6), faults, ...left })],
    [
      5,
      () => ({ move: 'answer', partition, pipe: 'actions', which: chance.below(5), faults: randomCallFaults(chance) }),
    ],
    [
      5,
      () => ({ move: 'answer', partition, pipe: 'fetches', which: chance.below(5), faults: randomCallFaults(chance) }),
    ],
    [4, () => ({ move: 'ring', partition, faults, ...left })],
    [5, () => ({ move: 'pass', ms: randomLeap(chance) })],
    [1, () => ({ move: 'thaw', partition })],
    [0.7, () => ({ move: 'change', version: chance.pick(terms.versions), status: randomStatus(chance) })],
  ];
  return chance.weigh(moves)();
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

function randomChange(chance: Chance, id: string): Move {
  const status = chance.pick(AUDIENCE_STATUSES);
  return { move: 'audience', id, person: chance.pick(PEOPLE), audience: chance.pick(AUDIENCES), status };
}

/** A producer that is not sure sends an event again, maybe much later. */
function repeatedEvent(chance: Chance, before: readonly Move[]): Move {
  const sent = before.filter(({ move }) => move === 'event');
  return sent.length > 0 ? chance.pick(sent) : randomEvent(chance, 'e');
}

function randomFaults(chance: Chance): RoundFault[] {
  if (!chance.happens(0.35)) return [];
  return Array.from({ length: 1 + chance.below(4) }, () => chance.pick(ROUND_FAULTS));
}

function randomCallFaults(chance: Chance) {
  return chance.happens(0.2) ? [chance.pick(CALL_FAULTS)] : [];
}

/** Mostly forward; now and then a clock is set back a little. */
function randomLeap(chance: Chance): number {
  return chance.happens(0.08) ? -1 - chance.below(2_000) : chance.pick(LEAPS);
}

function randomStatus(chance: Chance) {
  return chance.weigh([
    [4, 'paused' as const],
    [5, 'live' as const],
    [1, 'closed' as const],
    [1, 'stopped' as const],
  ]);
}
