import type { NewId } from '@waystream/core';
import type { EventDefinition } from '@waystream/journey';

/**
 * A system-generated event with its event ID: the one it has, the one its author brings (producers that send it already
 * need not change), else a new one. Producers rely on it, so it stays from then on.
 */
export function withEventId(
  given: EventDefinition,
  before: EventDefinition | undefined,
  newId: NewId,
): EventDefinition {
  if (given.idType !== 'systemGenerated' || given.eventId !== undefined) return given;
  return { ...given, eventId: before?.eventId ?? newId() };
}
