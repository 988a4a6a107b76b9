import { AppError, type JsonObject } from '@waystream/core';
import type { AuthoringContext } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { findDefinition } from './find-definition.js';
import { getDefinition, type Shown } from './get-definition.js';
import { invalidDocument } from './read-document.js';
import { refuseBuiltIn } from './refuse-built-in.js';
import type { Definition, Place, Resource } from './resource.js';
import { namesOf } from './user.js';
import { withoutAdded } from './without-added.js';

/**
 * Replaces a definition; while something uses it, nothing may be taken away.
 * Throws `notFound`, `staleVersion`, `invalid`, `inUse`, `wrongState` (built in).
 */
export async function updateDefinition<D extends Definition>(
  { configuration, newId, changed }: AuthoringContext,
  resource: Resource<D>,
  place: Place,
  name: string,
  { body, ifMatch }: { body: JsonObject; ifMatch: string | undefined },
): Promise<Shown> {
  const what = `the ${resource.noun} "${name}"`;
  refuseBuiltIn(resource, name, 'changed');
  await configuration.change(place.sandbox, async (catalogue, save) => {
    const { definition: before, key, revision } = findDefinition(configuration, resource, place, name);
    requireMatch(ifMatch, revision, what);
    const situation = { catalogue, place, before, newId };
    const after = resource.read({ name, ...withoutAdded(resource, body) }, situation);
    const flaws = after.name === name ? resource.flaws(after, situation) : [renamed(name)];
    if (flaws.length > 0) throw invalidDocument(flaws);
    const users = resource.usedBy(before, catalogue);
    const losses = users.length > 0 ? resource.losses(before, after, catalogue) : [];
    if (losses.length > 0)
      throw new AppError('inUse', `${what} is used by ${namesOf(users)}: ${losses[0]?.message}`, {
        flaws: losses,
      });
    await save({ kind: resource.kind, key, document: after, expected: { revision } });
  });
  changed(resource.kind, 'update');
  return getDefinition(configuration, resource, place, name);
}

function renamed(name: string) {
  const message = `the name is the identifier and stays "${name}"; create another one to have another name`;
  return { path: '/name', code: 'renamed', message };
}
