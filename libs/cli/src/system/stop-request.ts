import { once } from 'node:events';
import { type Clock, SECOND_MS } from '@waystream/core';
import type { Signals, StopSignal } from '../host.js';

const SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A terminal and npm may both pass on the same Ctrl-C; only a later one says that somebody is tired of waiting. */
const SAME_REQUEST_MS = SECOND_MS;

/** The wish to stop: Ctrl-C, a request to end, or a terminal that closes. */
export interface StopRequest {
  /** Aborted by the first signal. */
  readonly stop: AbortSignal;
  /** Aborted by another one a while later. */
  readonly hurry: AbortSignal;
  /** Stops listening. */
  close(): void;
}

export function listenForStop(signals: Signals, clock: Clock): StopRequest {
  const stop = new AbortController();
  const hurry = new AbortController();
  let firstAt = 0;
  const listener = () => {
    if (!stop.signal.aborted) {
      firstAt = clock.now();
      stop.abort(new Stopped());
    } else if (clock.now() - firstAt >= SAME_REQUEST_MS) {
      hurry.abort(new Stopped());
    }
  };
  for (const name of SIGNALS) signals.on(name, listener);
  return {
    stop: stop.signal,
    hurry: hurry.signal,
    close: () => {
      for (const name of SIGNALS) signals.off(name, listener);
    },
  };
}

/** Resolves when somebody asks to stop; throws what else made the signal abort. */
export async function untilStopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  if (!(signal.reason instanceof Stopped)) signal.throwIfAborted();
}

/** Somebody asked to stop before the work was done. */
export class Stopped extends Error {
  constructor() {
    super('Stopped before it was done');
    this.name = 'Stopped';
  }
}
