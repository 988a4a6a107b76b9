/**
 * Time as an argument. `now` is epoch milliseconds; `wakeAt` calls `wake` once at or after the given time and returns
 * the cancellation. Services run on `systemClock`, tests on a virtual one.
 */
export interface Clock {
  now(): number;
  wakeAt(atMs: number, wake: () => void): () => void;
}

/** Longer timers overflow a signed 32-bit delay and would fire at once, so a long sleep is taken in stretches. */
const LONGEST_SLEEP_MS = 0x7fffffff;

export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(atMs, wake) {
    let timer: ReturnType<typeof setTimeout>;
    const sleep = () => {
      const restMs = atMs - Date.now();
      timer = setTimeout(restMs > LONGEST_SLEEP_MS ? sleep : wake, Math.min(Math.max(restMs, 0), LONGEST_SLEEP_MS));
    };
    sleep();
    return () => clearTimeout(timer);
  },
};

/** RFC 3339 in UTC with milliseconds. */
export function toRfc3339(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Epoch milliseconds of an RFC 3339 date-time with offset, or `null` when the text is none. */
export function fromRfc3339(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? null : epochMs;
}
