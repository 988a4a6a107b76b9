import type { JsonObject } from '@waystream/core';
import type { Configuration } from '../configuration/configuration.js';
import { answerOf, findDefinition } from './find-definition.js';
import type { Definition, Place, Resource } from './resource.js';

/** What is shown of one thing, and its revision. What is built in never changes and has none. */
export interface Shown {
  readonly answer: JsonObject;
  readonly revision: string | undefined;
}

/** Throws `notFound`. */
export function getDefinition<D extends Definition>(
  configuration: Configuration,
  resource: Resource<D>,
  place: Place,
  name: string,
): Shown {
  const builtIn = resource.builtIn.find((one) => one.name === name);
  if (builtIn) return { answer: builtIn, revision: undefined };
  const { definition, revision } = findDefinition(configuration, resource, place, name);
  return { answer: answerOf(resource, definition, configuration.of(place.sandbox)), revision };
}
