import { type CompiledEvent, eventIdOf } from '@waystream/journey';
import type { ReadMessage } from './message.js';

/**
 * The event definitions over the message's schema that it stands for: the one its address names, the one whose event ID
 * it carries, and every rule-based one whose condition it meets. A rule-based definition is met by its condition only,
 * even when the address names it.
 */
export function matchEvents({ definitions, schema, payload, named }: ReadMessage, now: number): CompiledEvent[] {
  const carriedId = eventIdOf(payload);
  return definitions.eventsOver(schema.name).filter((event) => {
    const { idType, eventId } = event.definition;
    switch (idType) {
      case 'systemGenerated':
        return event === named || (eventId !== undefined && eventId === carriedId);
      case 'ruleBased':
        return event.matches(payload, now);
      default:
        return neverIdType(idType);
    }
  });
}

function neverIdType(idType: never): never {
  throw new RangeError(`there is no event ID type "${String(idType)}"`);
}
