import { type RedisProxy, type RedisServer, startRedis, startRedisProxy } from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JourneyRun, peopleOf, startJourneyRun } from './journey-run.js';

/** What a request of each script contains and no other, in the order in which a journey needs them. */
const SCRIPTS_OF_A_JOURNEY = [
  ['the acceptance of the event', ':seen:'],
  ['the commit of the event', ':committed'],
  ['the answer of the fetch', '"fetched"'],
  ['the commit of what was fetched', ':committed'],
  ['the answer of the first call', '"performed"'],
  ['the commit that begins the wait', ':committed'],
  ['the commit of the timer', ':committed'],
  ['the answer of the second call', '"performed"'],
  ['the last commit', ':committed'],
  ['the counting', ':report:'],
] as const;

describe('when Redis has done as asked and its reply is lost', () => {
  let redis: RedisServer;
  let proxy: RedisProxy;
  let run: JourneyRun;

  beforeAll(async () => {
    redis = await startRedis({ durable: true });
    proxy = await startRedisProxy(redis);
    run = await startJourneyRun([proxy.url]);
  }, 120_000);

  afterAll(async () => {
    await run.stop();
    await proxy.close();
    await redis.stop();
  }, 60_000);

  it('a person alone in the system completes once although every script on the way loses its reply', async () => {
    const lost: string[] = [];
    const losing = async () => {
      for (const [what, text] of SCRIPTS_OF_A_JOURNEY) {
        await proxy.loseReplyTo(text);
        lost.push(what);
      }
    };
    const losingAll = losing();
    await run.sends('CartAbandoned', ['alone']);
    await run.untilCompleted(['alone']);
    await losingAll;
    expect(lost).toEqual(SCRIPTS_OF_A_JOURNEY.map(([what]) => what));
    await run.expectOnce(['alone']);
    await run.untilReported();
  });

  it('everyone completes once although commits lose their replies under load, time and again', async () => {
    for (const round of ['first', 'second', 'third']) {
      const people = peopleOf(round, 200);
      const losing = async () => {
        for (let time = 0; time < 5; time++) await proxy.loseReplyTo(':committed');
      };
      await Promise.all([losing(), run.sends('CartAbandoned', people)]);
      await run.untilCompleted(people);
      await run.expectOnce(people);
    }
    await run.untilReported();
  });
});
