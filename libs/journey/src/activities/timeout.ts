import { z } from 'zod';
import { duration, durationMs } from '../definition/names.js';
import { follow, type ListenRequest, type Move, type Signal } from '../engine/move.js';
import type { Topic } from '../engine/topic.js';
import type { Port } from './define-activity.js';
import { type Next, next, nextPort } from './next.js';

/**
 * How long an activity listens. When the time passes first, the person takes the path of the timeout, or the normal path
 * when the document gives the timeout none of its own.
 */
export const timeout = z.strictObject({ duration, next }).optional();

interface Listening {
  timeout?: z.output<typeof timeout>;
  next?: Next;
}

const TIMEOUT_PORT = 'timeout';

export function listeningPorts({ timeout: limit, next: target }: Listening): Port[] {
  return [nextPort(target), ...(limit?.next ? [nextPort(limit.next, TIMEOUT_PORT, 'timeout.next')] : [])];
}

/** `now` is epoch milliseconds. */
export function listenFor(
  topics: readonly Topic[],
  { timeout: limit }: Listening,
  now: number,
  more: Pick<ListenRequest, 'leastTestMs'> = {},
): Move {
  const dueMs = limit ? now + durationMs(limit.duration) : null;
  return { kind: 'listen', listen: { topics, dueMs, ...more } };
}

/** One of the topics has come, or the time has passed. */
export function followListening({ timeout: limit }: Listening, signal: Signal): Move {
  if (signal.kind === 'topic') return follow('next');
  return { kind: 'follow', port: limit?.next ? TIMEOUT_PORT : 'next', status: 'timedout' };
}
