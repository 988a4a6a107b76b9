import { HOUR_MS, toRfc3339 } from '@waystream/core';
import { describe, expect, it, vi } from 'vitest';
import { openShop, PATIENT, type Shop } from '../shop.test.js';

const TEN = Array.from({ length: 10 }, (_, index) => `person${index}`);

/** Ten people whose wait has ended while their version was paused. */
async function pausedShop(): Promise<Shop> {
  const shop = await openShop();
  const service = await shop.start();
  await shop.sends('Cart', ...TEN);
  await shop.version({ status: 'paused' });
  shop.clock.advance(HOUR_MS);
  await vi.waitUntil(async () => (await shop.people()).every(({ instances: [one] }) => one?.pause), PATIENT);
  await service.stop();
  expect(await shop.reminded()).toEqual([]);
  return shop;
}

const resumed = (shop: Shop, perSecond: number) =>
  shop.version({ status: 'live', resumed: { at: toRfc3339(shop.clock.now()), perSecond } });

describe('the people of a version that is resumed', () => {
  it('are released at the set rate, each once', async () => {
    const shop = await pausedShop();
    await resumed(shop, 20);
    await shop.start();
    for (const released of [2, 4, 6, 8, 10]) {
      await expect.poll(async () => (await shop.reminded()).length, PATIENT).toBe(released);
      shop.clock.advance(100);
    }
    expect((await shop.reminded()).sort()).toEqual(TEN);
  });

  it('are released by the next owner when the one that had begun goes away', async () => {
    const shop = await pausedShop();
    await resumed(shop, 10);
    const first = await shop.start();
    await expect.poll(async () => (await shop.reminded()).length, PATIENT).toBe(1);
    await first.stop();
    await shop.start();
    await releaseAll(shop);
    expect((await shop.reminded()).sort()).toEqual(TEN);
  });

  it('are released when the partition changes hands while somebody is on their way out', async () => {
    const shop = await pausedShop();
    await resumed(shop, 10);
    await shop.start();
    await expect.poll(async () => (await shop.reminded()).length, PATIENT).toBe(1);
    // As if another evaluator had owned the partition meanwhile: whatever is decided under the old epoch is void.
    await shop.store.connections.commands.incr(shop.store.keyspace.epoch(0, 'evaluator'));
    await releaseAll(shop);
    expect((await shop.reminded()).sort()).toEqual(TEN);
  });

  it('stay where they are when it is paused again, and are released after the next pause', async () => {
    const shop = await pausedShop();
    const service = await shop.start();
    await resumed(shop, 10);
    await expect.poll(async () => (await shop.reminded()).length, PATIENT).toBe(1);
    await shop.version({ status: 'paused' });
    await shop.sends('Cart', 'late');
    for (let step = 0; step < 5; step++) shop.clock.advance(100);
    await service.stop();
    expect(await shop.reminded()).toHaveLength(1);
    await resumed(shop, 1_000);
    await shop.start();
    await expect.poll(async () => (await shop.reminded()).length, PATIENT).toBe(10);
    shop.clock.advance(HOUR_MS);
    await expect.poll(async () => (await shop.reminded()).sort(), PATIENT).toEqual(['late', ...TEN]);
  });

  it('are looked for once, and the order is forgotten with its version', async () => {
    const shop = await pausedShop();
    const noted = () => shop.store.connections.commands.smembers(shop.store.keyspace.swept(0));
    await resumed(shop, 1_000);
    const order = `v1 resumed ${toRfc3339(shop.clock.now())}`;
    await shop.start();
    await expect.poll(noted, PATIENT).toEqual([order]);
    shop.clock.advance(1);
    await resumed(shop, 1_000);
    await expect.poll(noted, PATIENT).toEqual([`v1 resumed ${toRfc3339(shop.clock.now())}`]);
  });
});

describe('the people of a version that is stopped', () => {
  it('are taken out by whoever owns the partition next, though it was paused before', async () => {
    const shop = await pausedShop();
    await shop.version({ status: 'stopped' });
    await shop.start();
    await expect.poll(async () => (await shop.people()).length, PATIENT).toBe(0);
    expect(await shop.reminded()).toEqual([]);
  });
});

/** Lets time pass in steps in which somebody may go, until all have gone. */
async function releaseAll(shop: Shop): Promise<void> {
  await vi.waitUntil(async () => {
    shop.clock.advance(100);
    return (await shop.reminded()).length === TEN.length;
  }, PATIENT);
}
