import { Violation } from '../rules/violation.js';
import { shrink } from '../shrink.js';
import { type OwnershipStory, randomOwnership } from './ownership-story.js';
import { type OwnershipOptions, playOwnership } from './play-ownership.js';

/** Plays the story of a seed about ownership alone. Throws an error that tells what went wrong in few moves. */
export async function runOwnershipSeed(seed: string, options: OwnershipOptions = {}): Promise<void> {
  const story = randomOwnership(seed);
  const broken = await ownershipBrokenBy(story, options);
  if (!broken) return;
  const small = await shrink(story, async (one) => (await ownershipBrokenBy(one, options))?.rule === broken.rule);
  const again = (await ownershipBrokenBy(small, options)) ?? broken;
  const told = [
    `Seed ${seed} breaks a promise of ownership: ${again.message}`,
    `Play it again: WAYSTREAM_SEED=${seed} npx vitest run --project unit test/simulation`,
    `${small.moves.length} of its ${story.moves.length} moves are enough:`,
    ...small.moves.map((move, index) => `${index + 1}. ${JSON.stringify(move)}`),
  ];
  throw new Error(told.join('\n'), { cause: again });
}

/** The promise that a story breaks, if it breaks one. */
export async function ownershipBrokenBy(story: OwnershipStory, options: OwnershipOptions): Promise<Violation | null> {
  try {
    await playOwnership(story, options);
    return null;
  } catch (error) {
    return Violation.of(error);
  }
}
