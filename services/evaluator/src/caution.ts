import type { Log } from '@waystream/service';
import { isRefused } from './commits.js';

/**
 * What is remembered of rounds that failed, from one epoch of a partition to the next, so that one input never holds up
 * the rest: a round that is refused time and again is taken apart, and whatever is refused alone is put aside.
 */
export interface Caution {
  /** How many of `wanted` are to be taken in one round. */
  most(wanted: number): number;
  /** Makes a round of some that are offered, each under the same name whenever it is offered. */
  watch<One>(some: readonly One[], nameOf: (one: One) => string, round: WatchedRound<One>): Promise<void>;
}

/** `refusal`: why the only one of them was refused before, which is then to be put aside; else `null`. */
export type WatchedRound<One> = (some: readonly One[], refusal: string | null) => Promise<void>;

/** What a partition's rounds are made of. Each is watched by itself: others succeed meanwhile. */
export type Cautions = Readonly<Record<'inbox' | 'timers' | 'orders', Caution>>;

export function createCautions(log: Pick<Log, 'warn'>, partition: number): Cautions {
  const takenApart = (what: keyof Cautions) => (error: unknown) =>
    log.warn(
      { err: error, partition, what },
      'A round was refused time and again; what it holds is decided one by one',
    );
  return {
    inbox: createCaution(takenApart('inbox')),
    timers: createCaution(takenApart('timers')),
    orders: createCaution(takenApart('orders')),
  };
}

/** A round is taken apart when it was refused this often. */
const TRIES = 3;

function createCaution(takenApart: (error: unknown) => void): Caution {
  /** Refusals without a success in between. */
  let refusals = 0;
  /** How many are still to be taken one by one. */
  let alone = 0;
  let suspect: { name: string; refusal: string } | null = null;

  const refused = (count: number, name: string | null, error: unknown) => {
    refusals += 1;
    if (refusals < TRIES) return;
    if (refusals === TRIES) takenApart(error);
    alone = Math.max(alone, count);
    if (name !== null) suspect = { name, refusal: error instanceof Error ? error.message : String(error) };
  };

  const succeeded = (count: number) => {
    suspect = null;
    alone = Math.max(0, alone - count);
    if (alone === 0) refusals = 0;
  };

  return {
    most: (wanted) => (alone > 0 ? Math.min(1, wanted) : wanted),
    async watch(some, nameOf, round) {
      const [only] = some.length === 1 ? some : [];
      const name = only === undefined ? null : nameOf(only);
      try {
        await round(some, name !== null && suspect?.name === name ? suspect.refusal : null);
      } catch (error) {
        if (isRefused(error)) refused(some.length, name, error);
        throw error;
      }
      succeeded(some.length);
    },
  };
}
