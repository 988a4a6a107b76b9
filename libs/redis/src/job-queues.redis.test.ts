import { systemClock } from '@waystream/core';
import { startRedis } from '@waystream/testing';
import { Queue } from 'bullmq';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RETRY_QUEUE, SCHEDULE_QUEUE } from './keyspace.js';
import { openStore } from './open-store.js';
import { openRetryQueue } from './retry-queue.js';
import { sandboxedStore, silent } from './sandboxed-store.test.js';
import { openScheduleQueue } from './schedule-queue.js';
import type { Store } from './store.js';

const PATIENT = { timeout: 15_000, interval: 10 };

/** Each queue with one job in it, and what it does when the job's time has come. */
const QUEUES = {
  [RETRY_QUEUE]: async (store: Store, take: () => Promise<void>, afterMs: number) => {
    const retries = openRetryQueue(store, { take, concurrency: 1, clock: systemClock, log: silent });
    onTestFinished(() => retries.close());
    await retries.put('call', { message: '{}', attempt: 1 }, systemClock.now() + afterMs);
  },
  [SCHEDULE_QUEUE]: async (store: Store, take: () => Promise<void>, afterMs: number) => {
    const done = () => take().then(() => 'done' as const);
    const schedule = openScheduleQueue(store, { take: done, clock: systemClock, log: silent });
    onTestFinished(() => schedule.close());
    await schedule.put('job', { kind: 'run', run: 'r' }, systemClock.now() + afterMs);
  },
};

describe.each(Object.entries(QUEUES))('a job of the queue %s', (name, open) => {
  it('that fails time and again is tried again within half a minute, and not given up', async () => {
    const store = await sandboxedStore();
    let tries = 0;
    await open(
      store,
      async () => {
        tries += 1;
        throw new Error('not now');
      },
      0,
    );
    const queue = new Queue(name, { connection: store.connections.forJobs(), prefix: store.keyspace.queuePrefix() });
    onTestFinished(() => queue.close());
    const waits = async () => {
      const [job] = await queue.getDelayed();
      if (!job) throw new Error('no job waits');
      return job;
    };
    for (let time = 1; time <= 25; time++) {
      const job = await vi.waitFor(waits, PATIENT);
      expect(tries).toBe(time);
      expect(job.delay).toBeLessThanOrEqual(30_000);
      await job.promote();
      await vi.waitUntil(() => tries > time, PATIENT);
    }
  });

  it('is taken although Redis was away when its time came', async () => {
    const redis = await startRedis({ durable: true });
    onTestFinished(() => redis.stop());
    const store = await openStore({ redisUrls: [redis.url], keyPrefix: 'ws', partitions: 1 }, silent);
    onTestFinished(() => store.connections.close());
    let tries = 0;
    const take = async () => {
      tries += 1;
    };
    const away = systemClock.now() + 500;
    await open(store, take, 500);
    await redis.kill();
    await vi.waitUntil(() => systemClock.now() > away, PATIENT);
    await redis.restart();
    await vi.waitUntil(() => tries > 0, PATIENT);
    expect(tries).toBe(1);
  });
});
