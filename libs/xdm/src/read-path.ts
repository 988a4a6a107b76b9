import { isJsonObject, type Json } from '@waystream/core';
import type { FieldPath } from './field-path.js';

/**
 * The value at a path; `undefined` when there is none. A name that meets a list is read from each of its elements: the
 * result is one list, `null` for elements without the field, lists in lists joined. Only own fields are read.
 */
export function readPath(document: Json | undefined, path: FieldPath, from = 0): Json | undefined {
  let value = document;
  for (let depth = from; depth < path.length; depth++) {
    const step = path[depth];
    if (Array.isArray(value)) {
      if (typeof step !== 'number') return value.flatMap<Json>((element) => readPath(element, path, depth) ?? null);
      value = value[step];
    } else {
      if (typeof step !== 'string' || !isJsonObject(value) || !Object.hasOwn(value, step)) return undefined;
      value = value[step];
    }
  }
  return value;
}
