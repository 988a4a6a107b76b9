import { deliver, type RetryQueue, type Store, type WaitingCall } from '@waystream/redis';
import { parkAction, parkedAction } from './parked-action.js';
import type { PerformAction } from './perform-action.js';
import type { PutUnreadableAside } from './put-unreadable-aside.js';
import { readMessage } from './read-message.js';

/**
 * Goes on with a parked action when its time has come, within what is left of its timeout. Its entry in the stream was
 * acknowledged when it was parked, so the result goes straight into the inbox.
 */
export async function continueParked(
  parts: {
    store: Store;
    retries: RetryQueue;
    performAction: PerformAction;
    putUnreadableAside: PutUnreadableAside;
  },
  call: WaitingCall,
): Promise<void> {
  const { store, retries, performAction, putUnreadableAside } = parts;
  const read = readMessage(parkedAction, call.message);
  if ('unreadable' in read) return putUnreadableAside('retry', call.message, read.unreadable);
  const { startedMs, ...request } = read.message;
  const result = await performAction(request, { continued: { attempt: call.attempt, startedMs } });
  if (result === null) return;
  if ('retryAtMs' in result) await parkAction(retries, request, result);
  else await deliver(store, result.person, JSON.stringify(result));
}
