import type { ServiceName } from '@waystream/core';
import { type RedisServer, startRedis } from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JourneyRun, peopleOf, startJourneyRun } from './journey-run.js';

const PEOPLE = 200;

describe('when a process is killed in the middle of the journeys of 200 people', () => {
  let redis: RedisServer;
  let run: JourneyRun;

  beforeAll(async () => {
    redis = await startRedis({ durable: true });
    run = await startJourneyRun([redis.url]);
  }, 120_000);

  afterAll(async () => {
    await run.stop();
    await redis.stop();
  }, 60_000);

  const victims: ServiceName[] = ['evaluator', 'action-dispatcher', 'reporting', 'enrichment', 'ingestion'];
  for (const victim of victims) {
    it(`everyone completes once after ${victim} died`, async () => {
      const people = peopleOf(victim, PEOPLE);
      const sending = run.sends('CartAbandoned', people);
      await run.untilCalled(victim === 'enrichment' ? '/weather' : '/First', people, PEOPLE / 4);
      await run.services.kill(victim);
      const ordering = run.sends('OrderPlaced', everySecond(people));
      await run.services.start(victim);
      await Promise.all([sending, ordering]);

      await run.untilCompleted(people);
      await run.expectOnce(people);
      await run.untilReported();
    });
  }

  it('an event that is sent again changes nothing', async () => {
    for (let time = 0; time < 3; time++) await run.sends('CartAbandoned', ['again']);
    await run.untilCompleted(['again']);
    expect((await run.stepsOf(['again'])).filter(({ entrance }) => entrance)).toHaveLength(1);
  });
});

function everySecond(people: readonly string[]): string[] {
  return people.filter((_, index) => index % 2 === 0);
}
