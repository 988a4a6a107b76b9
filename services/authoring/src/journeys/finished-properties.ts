import type { JsonObject } from '@waystream/core';
import { type JourneyDocument, journeyDocument } from '@waystream/journey';

/** The properties of a document with their defaults; those of a draft whose form is not right yet count as not set. */
export function finishedProperties({ properties }: JsonObject): JourneyDocument['properties'] {
  const form = journeyDocument.shape.properties;
  return form.safeParse(properties).data ?? form.parse(undefined);
}
