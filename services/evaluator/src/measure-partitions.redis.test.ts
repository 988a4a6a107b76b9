import { createMetrics } from '@waystream/service';
import { expect, it } from 'vitest';
import { measurePartitions } from './measure-partitions.js';
import { openShop, PATIENT } from './shop.test.js';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

it('what waits in a partition is told by nobody who does not own it any more', async () => {
  const { store, clock } = await openShop();
  await store.connections.commands.xadd(store.keyspace.inbox(0), '*', 'm', 'waiting');
  const metrics = createMetrics('evaluator');
  let owned = [0];
  const end = measurePartitions({ store, clock, log: SILENT, metrics }, () => owned);
  const told = async () => {
    const gauges = [metrics.backlog, metrics.oldestInputSeconds, metrics.people, metrics.timersPending];
    return (await Promise.all(gauges.map((gauge) => gauge.get()))).map(({ values }) => values.length);
  };
  const measured = async () => {
    clock.advance(10_000);
    return told();
  };
  await expect.poll(measured, PATIENT).toEqual([1, 1, 1, 1]);
  owned = [];
  await expect.poll(measured, PATIENT).toEqual([0, 0, 0, 0]);
  end();
});
