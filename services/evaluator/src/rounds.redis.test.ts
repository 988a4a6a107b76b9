import { HOUR_MS } from '@waystream/core';
import { decodeSteps } from '@waystream/journey';
import { readSteps } from '@waystream/redis';
import { aJourney, redisSandbox, startRedisProxy } from '@waystream/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openShop, PATIENT } from './shop.test.js';

describe('the rounds of a partition', () => {
  it('go on under a new epoch after one of which nobody knows whether it was committed', async () => {
    const shop = await openShop();
    const proxy = await startRedisProxy({ port: Number(new URL(redisSandbox().url).port) });
    onTestFinished(() => proxy.close());
    await shop.start(proxy.url);
    await shop.sends('Cart', 'ada', 'bob');
    const epoch = () => shop.store.connections.commands.get(shop.store.keyspace.epoch(0, 'evaluator'));
    const before = Number(await epoch());
    const lost = proxy.loseReplyTo(':committed');
    shop.clock.advance(HOUR_MS);
    await lost;
    await vi.waitUntil(async () => Number(await epoch()) > before, PATIENT);
    await vi.waitUntil(async () => (await shop.reminded()).length >= 2, PATIENT);
    await shop.sends('Cart', 'cyd');
    expect((await shop.reminded()).sort()).toEqual(['ada', 'bob']);
  });

  it('do not keep an event waiting until everybody is awake who is due at the same time', async () => {
    const shop = await openShop();
    await shop.start();
    const people = Array.from({ length: 3_000 }, (_, index) => `person${index}`);
    await shop.sends('Cart', ...people);
    shop.clock.advance(HOUR_MS);
    await shop.sends('Cart', 'zed');
    expect((await shop.reminded()).length).toBeLessThan(people.length);
    await vi.waitUntil(async () => (await shop.reminded()).length === people.length, PATIENT);
    const steps = (await readSteps(shop.store, 0, '-', 10_000)).flatMap(({ message }) => decodeSteps(message));
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  });

  it('forget who was inside when the wait period ends, which is no alarm that could ring late for anybody', async () => {
    const shop = await openShop();
    const document = aJourney('Passing', [{ id: 'cart', type: 'event', event: 'Cart' }], {
      properties: { reentrance: { waitPeriod: 'PT1H' } },
    });
    await shop.version({ document: JSON.parse(JSON.stringify(document)) });
    const { metrics } = await shop.start();
    await shop.sends('Cart', 'ada', 'bob');
    expect(await shop.people()).toHaveLength(2);
    shop.clock.advance(2 * HOUR_MS);
    await vi.waitUntil(async () => (await shop.people()).length === 0, PATIENT);
    expect(await shop.store.connections.commands.zcard(shop.store.keyspace.timers(0))).toBe(0);
    const { values } = await metrics.timerLatenessSeconds.get();
    expect(values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0).toBe(0);
  });

  it('take an event before the timer that fell due after it was accepted, also when nobody was there meanwhile', async () => {
    const shop = await openShop();
    const former = await shop.start();
    await shop.sends('Cart', 'ada', 'bob');
    await former.stop();
    shop.clock.advance(HOUR_MS / 2);
    await shop.store.connections.commands.xadd(
      shop.store.keyspace.inbox(0),
      '*',
      'm',
      JSON.stringify({
        v: 1,
        type: 'event',
        id: 'late',
        person: 'prod:Email:ada',
        events: ['Order'],
        payload: {},
        at: shop.clock.now(),
      }),
    );
    shop.clock.advance(HOUR_MS);
    await shop.start();
    await vi.waitUntil(async () => (await shop.reminded()).length > 0, PATIENT);
    await vi.waitUntil(
      async () =>
        (await shop.people()).every(
          ({ instances }) => instances.length === 0 || instances[0]?.stop.kind === 'performing',
        ),
      PATIENT,
    );
    expect(await shop.reminded()).toEqual(['bob']);
  });
});
