import { AppError, type JsonObject } from '@waystream/core';
import type { Catalogue } from '@waystream/journey';
import type { Configuration } from '../configuration/configuration.js';
import type { Definition, Place, Resource } from './resource.js';

/** A definition with the key and the revision under which it is stored. */
export interface Found<D> {
  readonly definition: D;
  readonly key: string;
  readonly revision: string;
}

/** Throws `notFound`. */
export function findDefinition<D extends Definition>(
  configuration: Configuration,
  resource: Resource<D>,
  place: Place,
  name: string,
): Found<D> {
  const catalogue = configuration.of(place.sandbox);
  const found = storedUnder(resource, catalogue, place, name);
  const revision = found && configuration.revisionOf(place.sandbox, resource.kind, resource.key(found));
  if (!found || revision === undefined) throw new AppError('notFound', `there is no ${resource.noun} named "${name}"`);
  return { definition: found, key: resource.key(found), revision };
}

/** The definition of that name at the place. */
export function storedUnder<D extends Definition>(
  resource: Resource<D>,
  catalogue: Catalogue,
  place: Place,
  name: string,
): D | undefined {
  resource.requirePlace(catalogue, place);
  return [...resource.stored(catalogue).values()].find((one) => one.name === name && resource.belongs(one, place));
}

export function isBuiltIn<D extends Definition>({ builtIn }: Resource<D>, name: string): boolean {
  return builtIn.some((one) => one.name === name);
}

/** A definition as it is shown, with what leans on it. */
export function answerOf<D extends Definition>(resource: Resource<D>, definition: D, catalogue: Catalogue): JsonObject {
  return {
    ...resource.answer(definition),
    usedIn: resource.usedBy(definition, catalogue).map((user) => ({ ...user })),
  };
}
