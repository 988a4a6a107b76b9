import type { JsonObject } from '@waystream/core';
import type { Definition, Resource } from './resource.js';

/** A body without what answers add, so that what was read can be edited and sent back. */
export function withoutAdded<D extends Definition>({ added }: Resource<D>, body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([field]) => !added.includes(field)));
}
