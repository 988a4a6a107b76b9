import type { Clock, Json } from '@waystream/core';

/** Answers of data sources that are kept for a while, within a budget of memory. */
export interface ResponseCache {
  get(key: string): Json | undefined;
  set(key: string, body: Json, lifeMs: number): void;
}

interface Kept {
  body: Json;
  bytes: number;
  expiresAtMs: number;
}

/** Estimated cost of an entry besides its texts. */
const ENTRY_BYTES = 200;

/** `mostBytes` bounds the JSON texts of keys and bodies; beyond it, what was not asked for longest goes. */
export function createResponseCache(mostBytes: number, clock: Clock): ResponseCache {
  // A map iterates in order of insertion: re-inserting what is asked for keeps the longest unused first.
  const entries = new Map<string, Kept>();
  let bytes = 0;

  function remove(key: string): void {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  function insert(key: string, kept: Kept): void {
    entries.set(key, kept);
    bytes += kept.bytes;
  }

  return {
    get(key) {
      const kept = entries.get(key);
      if (!kept) return undefined;
      remove(key);
      if (kept.expiresAtMs <= clock.now()) return undefined;
      insert(key, kept);
      return kept.body;
    },
    set(key, body, lifeMs) {
      remove(key);
      const size = 2 * (key.length + JSON.stringify(body).length) + ENTRY_BYTES;
      if (size > mostBytes) return;
      insert(key, { body, bytes: size, expiresAtMs: clock.now() + lifeMs });
      for (const oldest of entries.keys()) {
        if (bytes <= mostBytes) break;
        remove(oldest);
      }
    },
  };
}
