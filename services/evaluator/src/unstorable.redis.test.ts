import { HOUR_MS } from '@waystream/core';
import { listDeadLetters } from '@waystream/redis';
import { aJourney } from '@waystream/testing';
import { describe, expect, it, vi } from 'vitest';
import { openShop, PATIENT } from './shop.test.js';

/** What the cart is noted with is part of the state until the reminder is sent. */
const NOTED = aJourney('Reminder', [
  { id: 'cart', type: 'event', event: 'Cart', next: 'hour' },
  { id: 'hour', type: 'wait', duration: 'PT1H', next: 'remind' },
  { id: 'remind', type: 'action', action: 'Remind', parameters: { text: '@{Cart.note}' } },
]);

describe('an event that makes a state longer than can be stored', () => {
  it('is put aside alone, and leaves its person and everybody else of the round as if it had not come', async () => {
    const shop = await openShop();
    const { commands } = shop.store.connections;
    const inbox = shop.store.keyspace.inbox(0);
    await shop.version({ document: JSON.parse(JSON.stringify(NOTED)) });
    const sends = async (name: string, note: string) => {
      const event = { v: 1, type: 'event', id: `${name} ${note.length}`, events: ['Cart'], at: shop.clock.now() };
      await commands.xadd(
        inbox,
        '*',
        'm',
        JSON.stringify({ ...event, person: `prod:Email:${name}`, payload: { note } }),
      );
    };
    await sends('ada', 'small');
    await sends('bob', 'x'.repeat(17 * 1024 * 1024));
    await sends('cyd', 'small');
    await sends('bob', 'small');
    const { metrics } = await shop.start();
    await vi.waitUntil(async () => (await commands.xlen(inbox)) === 0, PATIENT);
    const [letter, ...others] = await listDeadLetters(shop.store, 10);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ reason: 'undecidable', detail: expect.stringContaining('too long to be stored') });
    expect((await metrics.fencedCommits.get()).values[0]?.value).toBe(0);
    shop.clock.advance(HOUR_MS);
    await expect.poll(shop.reminded, PATIENT).toHaveLength(3);
    expect((await shop.reminded()).sort()).toEqual(['ada', 'bob', 'cyd']);
  });
});
