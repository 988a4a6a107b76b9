import { createVirtualClock } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { createAlarm } from './alarm.js';

/** Partitions whose next timer is due at the given times; waking one makes it due at the next of its list. */
function ringing(...dueTimes: number[][]) {
  const clock = createVirtualClock(0);
  const rung: [partition: number, atMs: number][] = [];
  const works = dueTimes.map((times, partition) => ({
    partition,
    get nextDueMs() {
      return times[0] ?? null;
    },
    times,
  }));
  const alarm = createAlarm(
    clock,
    () => works,
    async (work) => {
      rung.push([work.partition, clock.now()]);
      work.times.shift();
    },
  );
  const pass = async (ms: number) => {
    clock.advance(ms);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { clock, rung, works, alarm, pass };
}

describe('the alarm', () => {
  it('sleeps until the earliest timer of all partitions', async () => {
    const { rung, alarm, pass } = ringing([500], [200]);
    alarm.look();
    await pass(199);
    expect(rung).toEqual([]);
    await pass(1);
    expect(rung).toEqual([[1, 200]]);
    await pass(300);
    expect(rung).toEqual([
      [1, 200],
      [0, 500],
    ]);
  });

  it('is set anew when a round brings an earlier timer', async () => {
    const { rung, works, alarm, pass } = ringing([500]);
    alarm.look();
    works[0]?.times.unshift(50);
    alarm.look();
    await pass(50);
    expect(rung).toEqual([[0, 50]]);
  });

  it('rings for partitions that are due together once each', async () => {
    const { rung, alarm, pass } = ringing([100], [100]);
    alarm.look();
    await pass(100);
    expect(rung).toEqual([
      [0, 100],
      [1, 100],
    ]);
  });

  it('is silent once stopped', async () => {
    const { rung, alarm, pass } = ringing([100]);
    alarm.look();
    alarm.stop();
    await pass(1_000);
    expect(rung).toEqual([]);
  });
});
