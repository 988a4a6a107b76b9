import { type RedisShard, startRedisCluster } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { peopleOf } from './journey-run.js';
import { journeysOn } from './journeys-on.js';

const PEOPLE = 200;

describe('on a Redis Cluster of three masters with a replica each', () => {
  const journeys = journeysOn(startRedisCluster);

  it('everyone completes once although the evaluator is killed', async () => {
    const people = peopleOf('evaluator', PEOPLE);
    await journeys.run.sends('CartAbandoned', people);
    await journeys.run.untilCalled('/First', people, PEOPLE / 4);
    await journeys.run.services.kill('evaluator');
    await journeys.run.services.start('evaluator');
    await journeys.run.untilCompleted(people);
    await journeys.run.expectOnce(people);
    await journeys.run.untilReported();
  });

  it('everyone completes once although a master and its replica change places under load', async () => {
    const people = peopleOf('moved', PEOPLE);
    const sending = journeys.run.sends('CartAbandoned', people);
    await journeys.run.untilCalled('/First', people, PEOPLE / 4);
    await shard(0).handOver();
    await sending;
    await journeys.run.untilCompleted(people);
    await journeys.run.expectOnce(people);
    await journeys.run.untilReported();
  });

  it('everyone who was accepted completes once although a master dies under load', async () => {
    const people = peopleOf('failover', PEOPLE);
    const sending = journeys.run.sends('CartAbandoned', people);
    await journeys.run.untilCalled('/First', people, PEOPLE / 4);
    await shard(1).failOver();
    await sending;
    await journeys.run.untilCompleted(people);
    await journeys.run.expectOnce(people);
    await journeys.run.untilReported();
    await shard(1).revive();
  });

  it('a failover that forgets the latest writes takes people back, and repeats their calls under the same keys', async () => {
    const parked = peopleOf('parked', PEOPLE);
    await journeys.run.sends('CartAbandoned', parked);
    await journeys.run.untilCalled('/First', parked, PEOPLE);
    await shard(2).separate();
    const late = peopleOf('late', 50);
    await journeys.run.sends('CartAbandoned', late);
    await journeys.run.untilCompleted([...parked, ...late]);
    await shard(2).failOver();

    // Those of the forgotten events are not on a journey at all; nobody else is affected, and nobody is stuck.
    const known = new Set((await journeys.run.stepsOf(late)).map(({ person }) => person));
    const remembered = late.filter((person) => known.has(`prod:Email:${person}`));
    expect(remembered.length).toBeLessThan(late.length);
    await journeys.run.untilCompleted([...parked, ...remembered]);
    await journeys.run.expectOnce([...parked, ...remembered]);
    expect(journeys.run.calls('/Second', parked)).toBeGreaterThan(parked.length);

    await journeys.run.sends('CartAbandoned', late);
    await journeys.run.untilCompleted(late);
    await journeys.run.expectOnce(late);
  });

  function shard(index: number): RedisShard {
    const found = journeys.ground.shards[index];
    if (!found) throw new RangeError(`there is no shard ${index}`);
    return found;
  }
});
