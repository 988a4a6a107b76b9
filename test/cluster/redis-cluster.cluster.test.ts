import { type RedisCluster, type RedisShard, startRedisCluster } from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JourneyRun, peopleOf, startJourneyRun } from './journey-run.js';

const PEOPLE = 200;

describe('on a Redis Cluster of three masters with a replica each', () => {
  let cluster: RedisCluster;
  let run: JourneyRun;

  beforeAll(async () => {
    cluster = await startRedisCluster();
    run = await startJourneyRun(cluster.urls);
  }, 120_000);

  afterAll(async () => {
    await run.stop();
    await cluster.stop();
  }, 60_000);

  it('everyone completes once although the evaluator is killed', async () => {
    const people = peopleOf('evaluator', PEOPLE);
    await run.sends('CartAbandoned', people);
    await run.untilCalled('/First', people, PEOPLE / 4);
    await run.services.kill('evaluator');
    await run.services.start('evaluator');
    await run.untilCompleted(people);
    await run.expectOnce(people);
    await run.untilReported();
  });

  it('everyone completes once although a master and its replica change places under load', async () => {
    const people = peopleOf('moved', PEOPLE);
    const sending = run.sends('CartAbandoned', people);
    await run.untilCalled('/First', people, PEOPLE / 4);
    await shard(0).handOver();
    await sending;
    await run.untilCompleted(people);
    await run.expectOnce(people);
    await run.untilReported();
  });

  it('everyone who was accepted completes once although a master dies under load', async () => {
    const people = peopleOf('failover', PEOPLE);
    const sending = run.sends('CartAbandoned', people);
    await run.untilCalled('/First', people, PEOPLE / 4);
    await shard(1).failOver();
    await sending;
    await run.untilCompleted(people);
    await run.expectOnce(people);
    await run.untilReported();
    await shard(1).revive();
  });

  it('a failover that forgets the latest writes takes people back, and repeats their calls under the same keys', async () => {
    const parked = peopleOf('parked', PEOPLE);
    await run.sends('CartAbandoned', parked);
    await run.untilCalled('/First', parked, PEOPLE);
    await shard(2).separate();
    const late = peopleOf('late', 50);
    await run.sends('CartAbandoned', late);
    await run.untilCompleted([...parked, ...late]);
    await shard(2).failOver();

    // Those of the forgotten events are not on a journey at all; nobody else is affected, and nobody is stuck.
    const known = new Set((await run.stepsOf(late)).map(({ person }) => person));
    const remembered = late.filter((person) => known.has(`prod:Email:${person}`));
    expect(remembered.length).toBeLessThan(late.length);
    await run.untilCompleted([...parked, ...remembered]);
    await run.expectOnce([...parked, ...remembered]);
    expect(run.calls('/Second', parked)).toBeGreaterThan(parked.length);

    await run.sends('CartAbandoned', late);
    await run.untilCompleted(late);
    await run.expectOnce(late);
  });

  function shard(index: number): RedisShard {
    const found = cluster.shards[index];
    if (!found) throw new RangeError(`there is no shard ${index}`);
    return found;
  }
});
