import { type ActionRequest, actionRequest } from '@waystream/journey';
import type { CallLater } from '@waystream/outbound';
import type { RetryQueue } from '@waystream/redis';
import { z } from 'zod';

/** A request whose next try is far away, as it lies in the retry queue. Its timeout counts from `startedMs` (epoch). */
export const parkedAction = actionRequest.extend({ startedMs: z.number() });
type ParkedAction = z.infer<typeof parkedAction>;

/** Resolves when the queue has it. The same try is kept once, however often it is parked. */
export function parkAction(retries: RetryQueue, request: ActionRequest, later: CallLater): Promise<void> {
  const parked: ParkedAction = { ...request, startedMs: later.startedMs };
  return retries.put(request.id, { message: JSON.stringify(parked), attempt: later.attempt }, later.retryAtMs);
}
