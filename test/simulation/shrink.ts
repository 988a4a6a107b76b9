import type { Move } from './moves/move.js';
import type { SimulatedStory } from './story.js';

/** No more plays than this for one story; what is left then is small enough to read. */
const MOST_PLAYS = 400;

/** Takes moves, failures and journeys out of a story for as long as it still goes wrong. */
export async function shrink(
  story: SimulatedStory,
  isStillBroken: (story: SimulatedStory) => Promise<boolean>,
): Promise<SimulatedStory> {
  let small = story;
  let plays = 0;
  const attempt = async (candidate: SimulatedStory) => {
    if (plays >= MOST_PLAYS) return false;
    plays += 1;
    const isBroken = await isStillBroken(candidate);
    if (isBroken) small = candidate;
    return isBroken;
  };
  for (const uid of Object.keys(story.journeys)) {
    const journeys = Object.fromEntries(Object.entries(small.journeys).filter(([other]) => other !== uid));
    await attempt({ ...small, journeys });
  }
  for (let size = Math.ceil(small.moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < small.moves.length; ) {
      const isGone = await attempt({ ...small, moves: without(small.moves, at, size) });
      if (!isGone) at += size;
    }
  }
  for (const [at, move] of small.moves.entries()) {
    if ('faults' in move && move.faults.length > 0) {
      await attempt({ ...small, moves: small.moves.with(at, { ...move, faults: [] }) });
    }
  }
  return small;
}

function without(moves: readonly Move[], at: number, size: number): Move[] {
  return [...moves.slice(0, at), ...moves.slice(at + size)];
}
