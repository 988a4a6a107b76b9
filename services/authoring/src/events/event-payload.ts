import { type JsonObject, toRfc3339 } from '@waystream/core';
import { parse, references } from '@waystream/expression';
import type { Catalogue, EventDefinition } from '@waystream/journey';
import { exampleOf, formatPath, writePath } from '@waystream/xdm';

/** Where producers put the event ID of a system-generated event. */
const EVENT_ID_PATH = ['_experience', 'campaign', 'orchestration', 'eventID'];

/** A body that a producer can send as it is: the event's fields, what its keys and condition read, and its event ID. */
export function eventPayload(
  catalogue: Catalogue,
  event: EventDefinition,
  { id, now }: { id: string; now: number },
): JsonObject {
  const fields = event.fields.includes('*') ? {} : { fields: [...event.fields, ...readFields(event)] };
  const example = exampleOf(catalogue.registry.resolveSchema(event.schema), fields);
  const payload = { ...example, _id: id, timestamp: toRfc3339(now) };
  return event.eventId === undefined ? payload : writePath(payload, EVENT_ID_PATH, event.eventId);
}

function readFields({ key, condition, supplementalId }: EventDefinition): string[] {
  return [key ?? '', condition ?? '', supplementalId?.key ?? ''].flatMap((text) =>
    references(parse(text).ast).events.flatMap(({ path }) => (path === null ? [] : [formatPath(path)])),
  );
}
