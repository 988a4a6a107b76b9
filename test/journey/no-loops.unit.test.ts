import { DAY_MS, HOUR_MS } from '@waystream/core';
import type { DataRequest, StepEvent } from '@waystream/journey';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryJourney } from './arbitrary-journey.js';
import { liveWorld, NOW } from './live-world.js';

const arbitraryStory = fc.array(
  fc.record({
    what: fc.constantFrom('Cart', 'Order', 'time', 'granted', 'refused', 'fails'),
    hours: fc.integer({ min: 0, max: 60 }),
  }),
  { maxLength: 20 },
);
type Story = typeof arbitraryStory extends fc.Arbitrary<infer Form> ? Form : never;

/** Plays what happens to one person, and lets the longest time pass that anybody stays inside. */
function play(journey: object, story: Story): { steps: StepEvent[]; inside: number } {
  const world = liveWorld(journey);
  const steps: StepEvent[] = [];
  const open: DataRequest[] = [];
  let now = NOW;
  const record = (decided: ReturnType<typeof world.sends>) => {
    steps.push(...decided.steps);
    open.push(...decided.requests);
  };
  record(world.sends('ada', 'Cart', { total: 3, note: '2026-03-03T01:00:00' }, now));
  for (const { what, hours } of story) {
    now += hours * HOUR_MS;
    if (what === 'time') record(world.timer('ada', now));
    else if (what === 'Cart' || what === 'Order') record(world.sends('ada', what, { total: hours }, now));
    else {
      const request = open.shift();
      const answer = what === 'fails' ? { failure: 'timeout' as const } : { response: { granted: what === 'granted' } };
      if (request) record(world.answers(request, answer, now));
    }
  }
  const { state, steps: last } = world.timer('ada', now + 91 * DAY_MS);
  return { steps: [...steps, ...last], inside: state.instances.length };
}

describe('whatever happens to a person in whatever journey, an instance', () => {
  it('comes by no activity twice and ends exactly once', () => {
    fc.assert(
      fc.property(arbitraryJourney, arbitraryStory, (journey, story) => {
        const { steps, inside } = play(journey, story);
        expect(inside).toBe(0);
        for (const instance of new Set(steps.flatMap((step) => step.instance ?? []))) {
          const own = steps.filter((step) => step.instance === instance);
          const passed = own.filter(
            ({ node, status }) => node !== null && status !== 'waiting' && status !== 'cancelled',
          );
          expect(new Set(passed.map(({ node }) => node)).size).toBe(passed.length);
          expect(own.filter(({ ending }) => ending !== null)).toHaveLength(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
