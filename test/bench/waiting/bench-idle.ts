import { cpuSeconds } from '../journeys/processes.js';
import { whileParked } from './park-people.js';

/** Until what follows from parking is done: steps counted, files rewritten, and V8 has shrunk its heaps, a minute later. */
const SETTLE_SECONDS = 90;
const IDLE_SECONDS = 60;

/** The CPU that a system takes while nothing happens and many people wait. */
export function benchIdle(people: number): Promise<void> {
  return whileParked(people, async ({ redis, services }) => {
    const pids = { redis: redis.pid, ...services.pids() };
    await new Promise((resolve) => setTimeout(resolve, SETTLE_SECONDS * 1_000));
    const before = cpuSeconds(pids);
    await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1_000));
    const shares = [...cpuSeconds(pids)].map(([name, used]) => {
      return [name, ((used - (before.get(name) ?? 0)) / IDLE_SECONDS) * 100] as const;
    });
    const total = shares.reduce((sum, [, share]) => sum + share, 0);
    const parts = shares.map(([name, share]) => `${name} ${share.toFixed(2)}`).join(', ');
    console.log(`idle: ${total.toFixed(2)} % of a core (${parts})`);
  });
}
