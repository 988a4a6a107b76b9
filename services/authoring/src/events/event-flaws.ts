import type { Flaw } from '@waystream/core';
import { type Catalogue, compileEvent, type EventDefinition } from '@waystream/journey';

/** What keeps an event from being recognised: its schema, fields and expressions, and an event ID that is not its own. */
export function eventFlaws(event: EventDefinition, catalogue: Catalogue): Flaw[] {
  const { flaws } = compileEvent(catalogue, event);
  return [...flaws.map((flaw) => ({ ...flaw, path: asPointer(flaw.path) })), ...eventIdFlaws(event, catalogue)];
}

function eventIdFlaws({ name, idType, eventId }: EventDefinition, { events }: Catalogue): Flaw[] {
  if (eventId === undefined) return [];
  const flaw = (message: string) => [{ path: '/eventId', code: 'eventId', message }];
  if (idType === 'ruleBased') return flaw('a rule-based event has no event ID; leave it out');
  const owner = [...events.values()].find((other) => other.eventId === eventId && other.name !== name);
  return owner ? flaw(`this is the event ID of "${owner.name}"; leave it out to get a new one`) : [];
}

/** `fields[2]` is `/fields/2` in the words of JSON Pointer. */
function asPointer(path: string): string {
  return `/${path.replaceAll('[', '/').replaceAll(']', '').replaceAll('.', '/')}`;
}
