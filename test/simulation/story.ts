import type { JourneyDocumentInput } from '@waystream/journey';
import { type Chance, createChance } from './chance.js';
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
  /** Versions that nobody has published yet. */
  drafts: string[];
  moves: Move[];
}

export const PARTITIONS = 2;

export function randomStory(seed: string): SimulatedStory {
  const chance = createChance(seed);
  const names = Array.from({ length: 1 + chance.below(3) }, (_, index) => `j${index}`);
  const plans = names.map((name) => ({ name, entry: randomEntry(chance) }));
  const drafts: string[] = [];
  const journeys = plans.flatMap(({ name, entry }, index) => {
    // Jumps lead onwards only, so that they never lead in a circle.
    const others = plans.slice(index + 1).flatMap((plan) => (isJumpTarget(plan.entry) ? plan.name : []));
    const uids = randomVersions(name, { chance, drafts });
    return uids.map((uid) => [uid, randomJourney({ name, entry, others }, chance.fork(uid))] as const);
  });
  const isLoose = chance.happens(0.5);
  const moves = randomMoves(chance.fork('moves'), {
    partitions: PARTITIONS,
    versions: journeys.map(([uid]) => uid),
    drafts,
    hasRuns: plans.some(({ entry }) => entry.kind === 'run' || entry.kind === 'business'),
    count: 20 + chance.below(80),
    isLoose,
    failsOver: isLoose && chance.happens(0.4),
  });
  return { seed, journeys: Object.fromEntries(journeys), drafts, moves };
}

/** Mostly one that is live; sometimes its successor is worked at, or nothing of the journey is live yet. */
function randomVersions(name: string, { chance, drafts }: { chance: Chance; drafts: string[] }): string[] {
  const first = `${name}v1`;
  const [uids, unpublished] = chance.weigh([
    [6, [[first], []]],
    [2, [[first], [first]]],
    [2, [[first, `${name}v2`], [`${name}v2`]]],
  ] as const);
  drafts.push(...unpublished);
  return [...uids];
}

function isJumpTarget(entry: Entry): boolean {
  return entry.kind === 'event' && !ORDER_EVENTS.includes(entry.event);
}

/** The story as it would have gone if nothing had ever failed. */
export function withoutFaults({ moves, ...story }: SimulatedStory): SimulatedStory {
  return { ...story, moves: moves.map((move) => ('faults' in move ? { ...move, faults: [] } : move)) };
}

/** The story on a Redis that never fails over. */
export function withoutFailovers({ moves, ...story }: SimulatedStory): SimulatedStory {
  const calm = moves.map((move) => ('faults' in move && isFailover(move) ? { ...move, faults: [] } : move));
  return { ...story, moves: calm.filter((move) => !isFailover(move)) };
}

/** Does Redis ever forget what it has written? */
export function forgetsWrites({ moves }: SimulatedStory): boolean {
  return moves.some(isFailover);
}

/** Does every failure heal before anything else happens? Then failures must not show in what people go through. */
export function healsAtOnce(story: SimulatedStory): boolean {
  const shows = (move: Move) => 'isLeft' in move || isHeardLate(move) || isDisturbedWork(move);
  return !forgetsWrites(story) && !story.moves.some(shows);
}

function isFailover(move: Move): boolean {
  return move.move === 'failover' || ('faults' in move && move.faults.some((fault) => fault === 'failover'));
}

/** Whoever takes over from an owner that is behind hears of everything, so a failure shows in what follows. */
function isHeardLate(move: Move): boolean {
  return move.move === 'order' && move.late.length > 0;
}

/** A run whose worker fails brings people later. */
function isDisturbedWork(move: Move): boolean {
  return move.move === 'work' && move.faults.length > 0;
}
