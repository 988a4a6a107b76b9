import type { JsonObject } from '@waystream/core';
import type { Configuration } from '../configuration/configuration.js';
import { type Page, type PageQuery, pageOf } from '../http/page.js';
import { answerOf } from './find-definition.js';
import type { Definition, Place, Resource } from './resource.js';

/** Definitions of one kind by name, the built-in ones among them. */
export function listDefinitions<D extends Definition>(
  configuration: Configuration,
  resource: Resource<D>,
  place: Place,
  query: PageQuery,
): Page<JsonObject> {
  const catalogue = configuration.of(place.sandbox);
  resource.requirePlace(catalogue, place);
  const stored = [...resource.stored(catalogue).values()].filter((one) => resource.belongs(one, place));
  const entries = [
    ...resource.builtIn.map((definition) => ({ name: definition.name, answer: (): JsonObject => definition })),
    ...stored.map((definition) => ({ name: definition.name, answer: () => answerOf(resource, definition, catalogue) })),
  ];
  const { items, nextCursor } = pageOf(entries, ({ name }) => name, query);
  return { items: items.map(({ answer }) => answer()), nextCursor };
}
