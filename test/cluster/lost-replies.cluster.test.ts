import { startRedisProxy } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { peopleOf } from './journey-run.js';
import { durableRedis, journeysOn } from './journeys-on.js';

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
  const journeys = journeysOn(redisBehindProxy);

  it('a person alone in the system completes once although every script on the way loses its reply', async () => {
    const lost: string[] = [];
    const losing = async () => {
      for (const [what, text] of SCRIPTS_OF_A_JOURNEY) {
        await journeys.ground.proxy.loseReplyTo(text);
        lost.push(what);
      }
    };
    const losingAll = losing();
    await journeys.run.sends('CartAbandoned', ['alone']);
    await journeys.run.untilCompleted(['alone']);
    await losingAll;
    expect(lost).toEqual(SCRIPTS_OF_A_JOURNEY.map(([what]) => what));
    await journeys.run.expectOnce(['alone']);
    await journeys.run.untilReported();
  });

  it('everyone completes once although commits lose their replies under load, time and again', async () => {
    for (const round of ['first', 'second', 'third']) {
      const people = peopleOf(round, 200);
      const losing = async () => {
        for (let time = 0; time < 5; time++) await journeys.ground.proxy.loseReplyTo(':committed');
      };
      await Promise.all([losing(), journeys.run.sends('CartAbandoned', people)]);
      await journeys.run.untilCompleted(people);
      await journeys.run.expectOnce(people);
    }
    await journeys.run.untilReported();
  });
});

async function redisBehindProxy() {
  const { redis, stop } = await durableRedis();
  const proxy = await startRedisProxy(redis);
  return {
    proxy,
    urls: [proxy.url],
    async stop() {
      await proxy.close();
      await stop();
    },
  };
}
