/** Lets through whoever comes, or keeps them waiting while it is closed. */
export interface Gate {
  passed(): Promise<void>;
  close(): void;
  open(): void;
  /** How many wait. */
  waiting(): number;
}

export function createGate(): Gate {
  const waiting: (() => void)[] = [];
  let isClosed = false;
  return {
    async passed() {
      if (isClosed) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close() {
      isClosed = true;
    },
    open() {
      isClosed = false;
      for (const pass of waiting.splice(0)) pass();
    },
    waiting: () => waiting.length,
  };
}
