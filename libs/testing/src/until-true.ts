import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when the condition holds, asking every few milliseconds; a condition that throws does not hold yet. */
export async function untilTrue(condition: () => Promise<boolean>, deadlineMs: number): Promise<void> {
  const endsAt = performance.now() + deadlineMs;
  for (;;) {
    const outcome = await condition().catch((error: unknown) => error);
    if (outcome === true) return;
    if (performance.now() > endsAt) throw new Error(`not within ${deadlineMs} ms`, { cause: outcome });
    await pause(20);
  }
}
