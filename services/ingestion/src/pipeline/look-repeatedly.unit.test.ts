import { SECOND_MS } from '@waystream/core';
import { createVirtualClock } from '@waystream/testing';
import { expect, it } from 'vitest';
import { lookRepeatedly } from './look-repeatedly.js';

/** Lets what has been woken go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function looking({ isPressing = false } = {}) {
  const clock = createVirtualClock(0);
  const looked: number[] = [];
  const looks = await lookRepeatedly(clock, async () => {
    looked.push(clock.now() / SECOND_MS);
    return isPressing;
  });
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.advance(SECOND_MS);
      await settled();
    }
  };
  return { looks, looked, pass };
}

it('A look is made every second while somebody uses it, and seldom while nobody does', async () => {
  const { looks, looked, pass } = await looking();
  for (let second = 0; second < 3; second++) {
    looks.used();
    await pass(1);
  }
  await pass(20);
  expect(looked).toEqual([0, 1, 2, 3, 13, 23]);
});

it('Whoever comes after an idle time has a look made at once', async () => {
  const { looks, looked, pass } = await looking();
  await pass(5);
  looks.used();
  looks.used();
  await settled();
  expect(looked).toEqual([0, 5]);
});

it('A look that presses is followed by the next one a second later, until it is stopped', async () => {
  const { looks, looked, pass } = await looking({ isPressing: true });
  await pass(3);
  looks.stop();
  await pass(30);
  expect(looked).toEqual([0, 1, 2, 3]);
});
