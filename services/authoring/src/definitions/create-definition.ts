import { AppError, type JsonObject } from '@waystream/core';
import type { AuthoringContext } from '../authoring-context.js';
import { isBuiltIn, storedUnder } from './find-definition.js';
import { getDefinition, type Shown } from './get-definition.js';
import { invalidDocument } from './read-document.js';
import type { Definition, Place, Resource } from './resource.js';
import { withoutAdded } from './without-added.js';

/** Stores a new definition. Throws `invalid`, `nameTaken`, `notFound` (its place). */
export async function createDefinition<D extends Definition>(
  { configuration, newId, changed }: AuthoringContext,
  resource: Resource<D>,
  place: Place,
  body: JsonObject,
): Promise<Shown> {
  const name = await configuration.change(place.sandbox, async (catalogue, save) => {
    resource.requirePlace(catalogue, place);
    const situation = { catalogue, place, before: undefined, newId };
    const definition = resource.read(withoutAdded(resource, body), situation);
    if (isBuiltIn(resource, definition.name) || storedUnder(resource, catalogue, place, definition.name))
      throw new AppError('nameTaken', `the name "${definition.name}" is taken by another ${resource.noun}`);
    const flaws = resource.flaws(definition, situation);
    if (flaws.length > 0) throw invalidDocument(flaws);
    await save({ kind: resource.kind, key: resource.key(definition), document: definition, expected: 'nothing' });
    return definition.name;
  });
  changed(resource.kind, 'create');
  return getDefinition(configuration, resource, place, name);
}
