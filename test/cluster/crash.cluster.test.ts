import type { ServiceName } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { peopleOf } from './journey-run.js';
import { durableRedis, journeysOn } from './journeys-on.js';

const PEOPLE = 200;

describe('when a process is killed in the middle of the journeys of 200 people', () => {
  const journeys = journeysOn(durableRedis);

  const victims: ServiceName[] = ['evaluator', 'action-dispatcher', 'reporting', 'enrichment', 'ingestion'];
  for (const victim of victims) {
    it(`everyone completes once after ${victim} died`, async () => {
      const people = peopleOf(victim, PEOPLE);
      const sending = journeys.run.sends('CartAbandoned', people);
      await journeys.run.untilCalled(victim === 'enrichment' ? '/weather' : '/First', people, PEOPLE / 4);
      await journeys.run.services.kill(victim);
      const ordering = journeys.run.sends('OrderPlaced', everySecond(people));
      await journeys.run.services.start(victim);
      await Promise.all([sending, ordering]);

      await journeys.run.untilCompleted(people);
      await journeys.run.expectOnce(people);
      await journeys.run.untilReported();
    });
  }

  it('an event that is sent again changes nothing', async () => {
    for (let time = 0; time < 3; time++) await journeys.run.sends('CartAbandoned', ['again']);
    await journeys.run.untilCompleted(['again']);
    expect((await journeys.run.stepsOf(['again'])).filter(({ entrance }) => entrance)).toHaveLength(1);
  });
});

function everySecond(people: readonly string[]): string[] {
  return people.filter((_, index) => index % 2 === 0);
}
