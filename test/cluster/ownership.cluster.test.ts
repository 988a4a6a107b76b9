import { duePeople } from '@waystream/redis';
import { type ServiceProcesses, startServiceProcesses } from '@waystream/testing';
import { describe, expect, it, vi } from 'vitest';
import { type JourneyRun, peopleOf, serviceEnvironment } from './journey-run.js';
import { durableRedis, journeysOn } from './journeys-on.js';

/** As long as people of the crash world wait. */
const WAIT_MS = 2_000;

describe('when partitions change their owner', () => {
  const journeys = journeysOn(durableRedis);

  const anotherEvaluator = () => startServiceProcesses(serviceEnvironment([journeys.ground.redis.url]), ['evaluator']);

  it('timers that came due while nobody owned them are fired once by the next owner', async () => {
    const people = peopleOf('due', 100);
    const sending = journeys.run.sends('CartAbandoned', people);
    await vi.waitUntil(async () => (await dueWithin(journeys.run, WAIT_MS)) >= 10, { timeout: 20_000, interval: 5 });
    await journeys.run.services.kill('evaluator');
    await vi.waitUntil(async () => (await dueWithin(journeys.run, 0)) > 0, { timeout: 20_000, interval: 20 });
    await journeys.run.services.start('evaluator');
    await sending;
    await journeys.run.untilCompleted(people);
    await journeys.run.expectOnce(people);
    expect(journeys.run.calls('/Second', people)).toBe(people.length);
  });

  it('an owner that was frozen and wakes up after another took over moves nobody twice', async () => {
    const people = peopleOf('frozen', 100);
    await journeys.run.sends('CartAbandoned', people);
    journeys.run.services.freeze('evaluator');
    const successor = await anotherEvaluator();
    try {
      await journeys.run.untilCompleted(people);
      journeys.run.services.thaw('evaluator');
      await journeys.run.sends('CartAbandoned', ['after-thaw']);
      await journeys.run.untilCompleted(['after-thaw']);
    } finally {
      journeys.run.services.thaw('evaluator');
      await successor.stop();
    }
    await journeys.run.expectOnce(people);
  });

  it('an owner that is asked to end hands over without a gap', async () => {
    const successor = await anotherEvaluator();
    try {
      const visitors = Array.from({ length: 8 }, (_, lane) => keepSending(journeys.run, `lane-${lane}`));
      await vi.waitUntil(() => visitors.every(({ people }) => people.length > 3), { timeout: 20_000, interval: 5 });
      await vi.waitUntil(async () => (await leaseHolders(journeys.run)).size === 2, { timeout: 20_000, interval: 20 });
      await journeys.run.services.terminate('evaluator');
      // It has given its leases back, so nobody waits until they run out.
      expect((await leaseHolders(journeys.run)).size).toBeLessThanOrEqual(1);
      const soFar = visitors.map(({ people }) => people.length);
      await vi.waitUntil(() => visitors.every(({ people }, lane) => people.length > (soFar[lane] ?? 0) + 3), {
        timeout: 20_000,
        interval: 5,
      });
      await Promise.all(visitors.map((visitor) => visitor.stop()));
      const people = visitors.flatMap((visitor) => visitor.people);
      await journeys.run.untilCompleted(people);
      await journeys.run.expectOnce(people);
      expect(journeys.run.calls('/First', people)).toBe(people.length);
    } finally {
      await endAfterStart(journeys.run, successor);
    }
  });
});

/** Sends one person after the other on the journey, each when the one before got the first call. */
function keepSending(run: JourneyRun, name: string) {
  const people: string[] = [];
  let isStopped = false;
  const send = async () => {
    while (!isStopped) {
      const person = `${name}-${people.length}`;
      people.push(person);
      await run.sends('CartAbandoned', [person]);
      await run.untilCalled('/First', [person], 1);
    }
  };
  const sending = send();
  return {
    people,
    stop() {
      isStopped = true;
      return sending;
    },
  };
}

/** Evaluators that have partitions. */
async function leaseHolders({ store }: JourneyRun): Promise<Set<string>> {
  const { commands } = store.connections;
  const partitions = Array.from({ length: store.keyspace.partitions }, (_, partition) => partition);
  const holders = await Promise.all(partitions.map((one) => commands.get(store.keyspace.lease(one, 'evaluator'))));
  return new Set(holders.filter((holder) => holder !== null));
}

/** People whose timers are due now or a little later, over all partitions. */
async function dueWithin({ store }: JourneyRun, ms: number): Promise<number> {
  const partitions = Array.from({ length: store.keyspace.partitions }, (_, partition) => partition);
  const due = await Promise.all(partitions.map((partition) => duePeople(store, partition, Date.now() + ms, 1_000)));
  return due.flat().length;
}

async function endAfterStart({ services }: JourneyRun, successor: ServiceProcesses): Promise<void> {
  await services.start('evaluator');
  await successor.stop();
}
