import type { StepEvent } from '@waystream/journey';
import type { Move } from './moves/move.js';
import { type PlayOptions, play } from './play.js';
import { demand, Violation } from './rules/violation.js';
import { shrink } from './shrink.js';
import { healsAtOnce, randomStory, type SimulatedStory, withoutFaults } from './story.js';

/** Plays the story of a seed. Throws an error that shows what went wrong, and how to see it again, in few moves. */
export async function runSeed(seed: string, options: PlayOptions): Promise<void> {
  const story = randomStory(seed);
  const broken = await brokenBy(story, options);
  if (!broken) return;
  const small = await shrink<Move, SimulatedStory>(
    story,
    async (one) => (await brokenBy(one, options))?.rule === broken.rule,
    {
      parts: Object.keys(story.journeys).map((uid) => (one) => withoutJourney(one, uid)),
      simpler: (move) => ('faults' in move && move.faults.length > 0 ? { ...move, faults: [] } : null),
    },
  );
  const again = (await brokenBy(small, options)) ?? broken;
  throw new Error(tell(story, small, again), { cause: again });
}

function withoutJourney({ journeys, ...story }: SimulatedStory, uid: string): SimulatedStory {
  return { ...story, journeys: Object.fromEntries(Object.entries(journeys).filter(([other]) => other !== uid)) };
}

/** The promise that a story breaks, if it breaks one. */
export async function brokenBy(story: SimulatedStory, options: PlayOptions): Promise<Violation | null> {
  try {
    await runStory(story, options);
    return null;
  } catch (error) {
    return Violation.of(error);
  }
}

/** Where all failures heal at once, the same story without failures must be the same for people. */
async function runStory(story: SimulatedStory, options: PlayOptions): Promise<void> {
  const steps = personByPerson(await play(story, options));
  if (!healsAtOnce(story)) return;
  const expected = personByPerson(await play(withoutFaults(story), options));
  const at = steps.findIndex((step, index) => show(step) !== show(expected[index]));
  const differs = at >= 0 ? at : Math.min(steps.length, expected.length);
  demand(
    steps.length === expected.length && at < 0,
    'failures that heal at once do not show in what people go through',
    () => `step ${differs} is ${show(steps[differs])}, without failures ${show(expected[differs])}`,
  );
}

/** Between people of different partitions there is no order. */
function personByPerson(steps: readonly StepEvent[]): StepEvent[] {
  return steps.toSorted(({ person: one }, { person: other }) => (one === other ? 0 : one < other ? -1 : 1));
}

function show(step: StepEvent | undefined): string {
  return JSON.stringify(step) ?? 'missing';
}

function tell({ seed, moves }: SimulatedStory, small: SimulatedStory, { message }: Violation): string {
  return [
    `Seed ${seed} breaks a promise: ${message}`,
    `Play it again: WAYSTREAM_SEED=${seed} npx vitest run --project unit test/simulation`,
    `${small.moves.length} of its ${moves.length} moves are enough:`,
    JSON.stringify(small.journeys, null, 1),
    `Drafts: ${small.drafts.filter((uid) => uid in small.journeys).join(', ') || 'none'}`,
    ...small.moves.map((move, index) => `${index + 1}. ${JSON.stringify(move)}`),
  ].join('\n');
}
