import { type BusinessInput, businessId, type CompiledEvent } from '@waystream/journey';
import type { Arrival } from '@waystream/redis';
import type { ReadMessage } from './message.js';

/** One input for each business event that the message stands for. It is about no person and takes an inbox of its name. */
export function toBusinessArrivals(
  { definitions: { sandbox }, payload, traceparent }: ReadMessage,
  id: string,
  events: readonly CompiledEvent[],
  now: number,
): Arrival[] {
  return events.map(({ definition: { name }, select }) => {
    const person = businessId(sandbox, name);
    const input: BusinessInput = {
      v: 1,
      type: 'business',
      id,
      person,
      event: name,
      payload: select(payload),
      at: now,
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    return { dedupeId: `${person}\u0000${id}`, person, message: JSON.stringify(input) };
  });
}
