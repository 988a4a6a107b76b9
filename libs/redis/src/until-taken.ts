import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from './store.js';

/** Whoever waits for something about one person is a caller of an API: five seconds at most. */
const LOOK_EVERY_MS = 20;
const MOST_LOOKS = 250;

/** Entries are deleted when they are dealt with. Resolves to `false` when that does not happen in time. */
export async function untilTaken(
  { connections }: Store,
  entries: readonly { stream: string; id: string }[],
): Promise<boolean> {
  const { commands } = connections;
  let left = entries;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const found = await Promise.all(left.map(({ stream, id }) => commands.xrange(stream, id, id)));
    left = left.filter((_, index) => found[index]?.length !== 0);
    if (left.length === 0) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}
