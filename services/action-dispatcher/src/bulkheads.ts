/**
 * Keeps endpoints apart: a slow one fills its own places and nobody else's.
 *
 * The rule of the dispatcher: at most `mostPerOrigin` calls are under way to one origin, retries of parked calls
 * included. Further actions for that origin wait here, in order and without a deadline running, while actions for other
 * origins are read and performed. Only when `mostInFlight` actions are in hand, under way or waiting, does reading pause
 * for all; what is not read yet stays in the stream.
 */
export interface Bulkheads {
  /** Does the work once there is a place for the key. */
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

interface Compartment {
  underWay: number;
  waiting: (() => void)[];
}

/** `onWaiting` is told how many pieces of work wait over all keys, whenever that changes. */
export function createBulkheads(mostPerKey: number, onWaiting: (waiting: number) => void): Bulkheads {
  const compartments = new Map<string, Compartment>();
  let waiting = 0;

  function enter(key: string): Promise<void> | undefined {
    const compartment = compartments.get(key) ?? { underWay: 0, waiting: [] };
    compartments.set(key, compartment);
    if (compartment.underWay < mostPerKey) {
      compartment.underWay++;
      return undefined;
    }
    onWaiting(++waiting);
    return new Promise((resolve) => compartment.waiting.push(resolve));
  }

  /** Whoever waits longest takes over the place. */
  function leave(key: string): void {
    const compartment = compartments.get(key);
    const next = compartment?.waiting.shift();
    if (next) {
      onWaiting(--waiting);
      next();
    } else if (compartment && --compartment.underWay === 0) {
      compartments.delete(key);
    }
  }

  return {
    async run(key, work) {
      await enter(key);
      try {
        return await work();
      } finally {
        leave(key);
      }
    },
  };
}
