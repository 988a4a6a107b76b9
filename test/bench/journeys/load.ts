import { Pool } from 'undici';
import { firstEvent, SECOND_EVENT_AFTER_MS, type SystemUnderTest, secondEvent, sendsSecondEvent } from './workload.js';

export interface LoadResult {
  /** Person → when the first event was due to be sent, epoch milliseconds. */
  scheduled: Map<string, number>;
  /** Person → the same for the second event. */
  scheduledSecond: Map<string, number>;
  refused: number;
}

const CONNECTIONS = 96;

/**
 * Open loop: events are sent when they are due, whether earlier ones have been answered or not, so a system that falls
 * behind shows it as latency.
 */
export async function sendLoad(
  system: SystemUnderTest,
  run: string,
  rate: number,
  seconds: number,
): Promise<LoadResult> {
  const origin = new URL(system.firstUrl).origin;
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const result: LoadResult = { scheduled: new Map(), scheduledSecond: new Map(), refused: 0 };
  const open = new Set<Promise<void>>();
  const post = (path: string, body: string) => {
    const sent = pool
      .request({ path, method: 'POST', headers: { 'content-type': 'application/json' }, body })
      .then(async (response) => {
        if (response.statusCode >= 300) result.refused += 1;
        await response.body.dump();
      })
      .catch(() => {
        result.refused += 1;
      })
      .finally(() => open.delete(sent));
    open.add(sent);
  };
  const [firstPath, secondPath] = [new URL(system.firstUrl).pathname, new URL(system.secondUrl).pathname];
  const total = Math.round(rate * seconds);
  const startMs = performance.timeOrigin + performance.now() + 50;
  const dueOf = (index: number) => startMs + (index * 1_000) / rate;
  let first = 0;
  let second = 0;
  while (first < total || second < total) {
    const nowMs = performance.timeOrigin + performance.now();
    for (; first < total && dueOf(first) <= nowMs; first++) {
      const person = `${run}-${first}`;
      result.scheduled.set(person, dueOf(first));
      post(firstPath, firstEvent(person));
    }
    for (; second < total && dueOf(second) + SECOND_EVENT_AFTER_MS <= nowMs; second++) {
      if (!sendsSecondEvent(second)) continue;
      const person = `${run}-${second}`;
      result.scheduledSecond.set(person, dueOf(second) + SECOND_EVENT_AFTER_MS);
      post(secondPath, secondEvent(person));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(open);
  await pool.close();
  return result;
}
