import type { StreamEntry } from './stream-reading.js';

/** The entries of one partition, handled in their order: one batch at a time; what is read meanwhile gathers to the next. */
export interface Lane {
  take(entries: readonly StreamEntry[]): void;
  /** Resolves when nothing is in work and nothing waits. */
  settled(): Promise<void>;
}

export interface LaneOptions {
  /** Most entries of one batch. */
  batchSize: number;
  /** Handles a batch; `false` when it has failed. Never rejects. */
  handle(batch: StreamEntry[]): Promise<boolean>;
  /** Entries behind a batch that failed must not overtake it. */
  giveUp(waiting: readonly StreamEntry[]): void;
}

export function openLane({ batchSize, handle, giveUp }: LaneOptions): Lane {
  const waiting: StreamEntry[] = [];
  let work: Promise<void> | null = null;
  const workOff = async () => {
    while (waiting.length > 0) {
      if (!(await handle(waiting.splice(0, batchSize)))) giveUp(waiting.splice(0));
    }
    work = null;
  };
  return {
    take(entries) {
      waiting.push(...entries);
      work ??= workOff();
    },
    async settled() {
      await work;
    },
  };
}
