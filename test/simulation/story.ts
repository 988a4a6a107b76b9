import type { JourneyDocumentInput } from '@waystream/journey';
import { createChance } from './chance.js';
import type { Move } from './moves/move.js';
import { randomMoves } from './moves/random-moves.js';
import { randomEntry, randomJourney } from './world/random-journey.js';
import type { Entry } from './world/sketch.js';
import { ORDER_EVENTS } from './world/vocabulary.js';

/** A whole run as data: the same story always ends the same way. */
export interface SimulatedStory {
  seed: string;
  /** By version uid. */
  journeys: Record<string, JourneyDocumentInput>;
  moves: Move[];
}

export const PARTITIONS = 2;

export function randomStory(seed: string): SimulatedStory {
  const chance = createChance(seed);
  const names = Array.from({ length: 1 + chance.below(3) }, (_, index) => `j${index}`);
  const plans = names.map((name) => ({ name, entry: randomEntry(chance) }));
  const journeys = Object.fromEntries(
    plans.map(({ name, entry }, index) => {
      // Jumps lead onwards only, so that they never lead in a circle.
      const others = plans.slice(index + 1).flatMap((plan) => (isJumpTarget(plan.entry) ? plan.name : []));
      return [`${name}v1`, randomJourney({ name, entry, others }, chance.fork(name))];
    }),
  );
  const moves = randomMoves(chance.fork('moves'), {
    partitions: PARTITIONS,
    versions: Object.keys(journeys),
    count: 20 + chance.below(80),
    isLoose: chance.happens(0.5),
  });
  return { seed, journeys, moves };
}

function isJumpTarget(entry: Entry): boolean {
  return entry.kind === 'event' && !ORDER_EVENTS.includes(entry.event);
}

/** The story as it would have gone if nothing had ever failed. */
export function withoutFaults({ moves, ...story }: SimulatedStory): SimulatedStory {
  return { ...story, moves: moves.map((move) => ('faults' in move ? { ...move, faults: [] } : move)) };
}

/** Does every failure heal before anything else happens? Then failures must not show in what people go through. */
export function healsAtOnce({ moves }: SimulatedStory): boolean {
  return moves.every((move) => !('isLeft' in move));
}
