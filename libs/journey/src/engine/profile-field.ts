import { type Json, type JsonObject, mergeJson } from '@waystream/core';
import { parsePath, writePath } from '@waystream/xdm';

/** A profile whose field at a path has the value; `null` removes it. Throws `RangeError` for what is no path. */
export function withProfileField(attributes: JsonObject, field: string, value: Json): JsonObject {
  const path = parsePath(field);
  if (!path) throw new RangeError('an update names a field that no profile can have');
  return mergeJson(attributes, writePath({}, path, value));
}
