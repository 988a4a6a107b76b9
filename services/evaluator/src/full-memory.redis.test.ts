import { HOUR_MS } from '@waystream/core';
import { startRedis } from '@waystream/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openShop, PATIENT } from './shop.test.js';

/** A shop on a Redis with little memory; `fill` takes all of it and more. */
async function openSmallShop() {
  const redis = await startRedis({ args: ['--maxmemory', '20mb', '--maxmemory-policy', 'noeviction'] });
  onTestFinished(() => redis.stop());
  const shop = await openShop(redis.url);
  const { connections, keyspace } = shop.store;
  return {
    ...shop,
    async fill() {
      await connections.commands.setrange('filler', 24 * 1024 * 1024, 'x');
      await expect(connections.commands.set('more', 'x')).rejects.toThrow('OOM');
    },
    epoch: () => connections.commands.get(keyspace.epoch(0, 'evaluator')),
    allReminded: (count: number) => vi.waitUntil(async () => (await shop.reminded()).length === count, PATIENT),
  };
}

describe('while the memory of Redis is full', () => {
  it('people whose time has come move on, under the owner that the partition had', async () => {
    const shop = await openSmallShop();
    await shop.start();
    await shop.sends('Cart', 'ada', 'bob');
    const before = await shop.epoch();
    await shop.fill();
    shop.clock.advance(HOUR_MS);
    await shop.allReminded(2);
    expect(await shop.epoch()).toBe(before);
  });

  it('a partition finds a new owner, and what was accepted is decided', async () => {
    const shop = await openSmallShop();
    const former = await shop.start();
    await shop.sends('Cart', 'ada', 'bob');
    await former.stop();
    await shop.fill();
    await shop.start();
    shop.clock.advance(HOUR_MS);
    await shop.allReminded(2);
  });
});
