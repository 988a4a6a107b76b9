import type { AuthoringContext } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { findDefinition } from './find-definition.js';
import { refuseBuiltIn } from './refuse-built-in.js';
import type { Definition, Place, Resource } from './resource.js';
import { refuseWhileUsed } from './user.js';

/** Removes a definition that nothing uses. Throws `notFound`, `staleVersion`, `inUse`, `wrongState` (built in). */
export async function deleteDefinition<D extends Definition>(
  { configuration, changed }: AuthoringContext,
  resource: Resource<D>,
  place: Place,
  name: string,
  ifMatch: string | undefined,
): Promise<void> {
  const what = `the ${resource.noun} "${name}"`;
  refuseBuiltIn(resource, name, 'deleted');
  await configuration.change(place.sandbox, async (catalogue, save) => {
    const { definition, key, revision } = findDefinition(configuration, resource, place, name);
    requireMatch(ifMatch, revision, what);
    refuseWhileUsed(what, resource.usedBy(definition, catalogue));
    await save({ kind: resource.kind, key, document: null, expected: { revision } });
  });
  changed(resource.kind, 'delete');
}
