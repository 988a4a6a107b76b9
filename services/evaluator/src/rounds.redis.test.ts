import { HOUR_MS } from '@waystream/core';
import { decodeSteps } from '@waystream/journey';
import { readSteps } from '@waystream/redis';
import { redisSandbox, startRedisProxy } from '@waystream/testing';
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
