import { DAY_MS, HOUR_MS } from '@waystream/core';
import { listDeadLetters } from '@waystream/redis';
import { describe, expect, it } from 'vitest';
import { openShop, PATIENT } from './shop.test.js';

describe('whoever stands in a version that', () => {
  it('was deleted goes on elsewhere and holds nobody up', async () => {
    const shop = await openShop();
    await shop.start();
    await shop.sends('Cart', 'ada', 'bob');
    await shop.version(null);
    await shop.sends('Cart', 'ada', 'cyd');
    expect(await shop.people()).toHaveLength(1);
    shop.clock.advance(HOUR_MS);
    await expect.poll(shop.people, PATIENT).toEqual([]);
    expect(await listDeadLetters(shop.store, 10)).toEqual([]);
  });

  it('is stored in a form of a later release stays there, and what happens to them is put aside', async () => {
    const shop = await openShop();
    const service = await shop.start();
    await shop.sends('Cart', 'ada');
    await service.stop();
    const before = await shop.people();
    await shop.version({ fieldOfALaterRelease: true });
    await shop.start();
    await shop.sends('Cart', 'ada');
    expect(await shop.people()).toEqual(before);
    expect(await listDeadLetters(shop.store, 10)).toMatchObject([{ reason: 'undecidable' }]);
    shop.clock.advance(HOUR_MS);
    const { commands } = shop.store.connections;
    const due = async () => Number(await commands.zscore(shop.store.keyspace.timers(0), 'prod:Email:ada'));
    await expect.poll(due, PATIENT).toBe(shop.clock.now() + HOUR_MS);
    expect(await shop.people()).toEqual(before);
  });
});

describe('the evaluator', () => {
  it('measures whom it remembers, timers that are set and timers that are overdue', async () => {
    const shop = await openShop();
    const { metrics } = await shop.start();
    await shop.sends('Cart', 'ada', 'bob');
    await shop.store.connections.commands.zadd(
      shop.store.keyspace.timers(0),
      shop.clock.now() - DAY_MS,
      'prod:Email:cyd',
    );
    shop.clock.advance(10_000);
    const measured = async () => {
      const gauges = [metrics.people, metrics.timersPending, metrics.timersOverdue];
      const values = await Promise.all(gauges.map((gauge) => gauge.get()));
      return values.map(({ values: [first] }) => first?.value);
    };
    await expect.poll(measured, PATIENT).toEqual([2, 3, 1]);
  });

  it('counts what is kept while a version is paused', async () => {
    const shop = await openShop();
    const { metrics } = await shop.start();
    await shop.sends('Cart', 'ada');
    await shop.version({ status: 'paused' });
    await shop.sends('Order', 'ada');
    const kept = async () => (await metrics.kept.get()).values;
    await expect.poll(kept, PATIENT).toMatchObject([{ labels: { cause: 'paused' }, value: 1 }]);
  });
});
