import { duePeople } from '@waystream/redis';
import { type RedisServer, type ServiceProcesses, startRedis, startServiceProcesses } from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type JourneyRun, peopleOf, serviceEnvironment, startJourneyRun } from './journey-run.js';

/** As long as people of the crash world wait. */
const WAIT_MS = 2_000;

describe('when partitions change their owner', () => {
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

  const anotherEvaluator = () => startServiceProcesses(serviceEnvironment([redis.url]), ['evaluator']);

  it('timers that came due while nobody owned them are fired once by the next owner', async () => {
    const people = peopleOf('due', 100);
    const sending = run.sends('CartAbandoned', people);
    await vi.waitUntil(async () => (await dueWithin(run, WAIT_MS)) >= 10, { timeout: 20_000, interval: 5 });
    await run.services.kill('evaluator');
    await vi.waitUntil(async () => (await dueWithin(run, 0)) > 0, { timeout: 20_000, interval: 20 });
    await run.services.start('evaluator');
    await sending;
    await run.untilCompleted(people);
    await run.expectOnce(people);
    expect(run.calls('/Second', people)).toBe(people.length);
  });

  it('an owner that was frozen and wakes up after another took over moves nobody twice', async () => {
    const people = peopleOf('frozen', 100);
    await run.sends('CartAbandoned', people);
    run.services.freeze('evaluator');
    const successor = await anotherEvaluator();
    try {
      await run.untilCompleted(people);
      run.services.thaw('evaluator');
      await run.sends('CartAbandoned', ['after-thaw']);
      await run.untilCompleted(['after-thaw']);
    } finally {
      run.services.thaw('evaluator');
      await successor.stop();
    }
    await run.expectOnce(people);
  });

  it('an owner that is asked to end hands over without a gap', async () => {
    const successor = await anotherEvaluator();
    try {
      const visitors = Array.from({ length: 8 }, (_, lane) => keepSending(run, `lane-${lane}`));
      await vi.waitUntil(() => visitors.every(({ people }) => people.length > 3), { timeout: 20_000, interval: 5 });
      await vi.waitUntil(async () => (await leaseHolders(run)).size === 2, { timeout: 20_000, interval: 20 });
      await run.services.terminate('evaluator');
      // It has given its leases back, so nobody waits until they run out.
      expect((await leaseHolders(run)).size).toBeLessThanOrEqual(1);
      const soFar = visitors.map(({ people }) => people.length);
      await vi.waitUntil(() => visitors.every(({ people }, lane) => people.length > (soFar[lane] ?? 0) + 3), {
        timeout: 20_000,
        interval: 5,
      });
      await Promise.all(visitors.map((visitor) => visitor.stop()));
      const people = visitors.flatMap((visitor) => visitor.people);
      await run.untilCompleted(people);
      await run.expectOnce(people);
      expect(run.calls('/First', people)).toBe(people.length);
    } finally {
      await endAfterStart(run, successor);
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
