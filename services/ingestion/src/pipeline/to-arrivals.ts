import type { JsonObject } from '@waystream/core';
import type { CompiledEvent, EventInput } from '@waystream/journey';
import type { Arrival } from '@waystream/redis';
import type { Assignment } from './assign-keys.js';
import type { ReadMessage } from './message.js';

/**
 * One input for the inbox per person. It carries the fields that journeys may read of the event; when several events
 * matched, the whole payload, since each may have selected other fields.
 *
 * An event is told from others by its `_id` and the person: one message that is about two people must reach both even
 * when they share a partition, where the sandbox and the `_id` alone would make the second look like a repetition.
 */
export function toArrivals(
  { payload, traceparent }: ReadMessage,
  id: string,
  people: Assignment['people'],
  now: number,
): Arrival[] {
  return [...people].map(([person, events]) => {
    const [first, ...others] = events;
    const input: EventInput = {
      v: 1,
      type: 'event',
      id,
      person,
      events: events.map(({ definition }) => definition.name),
      payload: first && others.length === 0 ? first.select(payload) : payload,
      at: now,
      ...supplementalOf(events, payload, now),
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    return { dedupeId: `${person}\u0000${id}`, person, message: JSON.stringify(input) };
  });
}

/** What the events are about beside the person, by event, for those whose definition says where that stands. */
function supplementalOf(
  events: readonly CompiledEvent[],
  payload: JsonObject,
  now: number,
): Pick<EventInput, 'supplemental'> {
  const named = events.flatMap(({ definition, supplementalIdsOf }): [string, string[]][] => {
    const ids = supplementalIdsOf(payload, now);
    return ids === null ? [] : [[definition.name, ids]];
  });
  return named.length === 0 ? {} : { supplemental: Object.fromEntries(named) };
}
