import { AppError, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { requireSafeFieldName } from './field-name.js';
import { type FieldPath, formatPath } from './field-path.js';

/**
 * A copy of the document with the value at the path; what the path does not touch is shared with the original. Missing
 * objects on the way are made; an index may address an element or the place after the last. `undefined` removes.
 * Throws `AppError('invalid')` when the path leads through something else than objects and lists, or to a prototype.
 */
export function writePath(document: JsonObject, path: FieldPath, value: Json | undefined): JsonObject {
  const written = write(document, path, 0, value);
  if (!isJsonObject(written)) throw unwritable(path, 0);
  return written;
}

function write(target: Json | undefined, path: FieldPath, depth: number, value: Json | undefined): Json | undefined {
  const step = path[depth];
  if (step === undefined) return value;
  return typeof step === 'number'
    ? writeElement(target, path, depth, value)
    : writeField(target, step, path, depth, value);
}

function writeField(
  target: Json | undefined,
  name: string,
  path: FieldPath,
  depth: number,
  value: Json | undefined,
): Json {
  requireSafeFieldName(name, path.slice(0, depth + 1).map(String));
  const object = target ?? {};
  if (!isJsonObject(object)) throw unwritable(path, depth);
  const inner = write(Object.hasOwn(object, name) ? object[name] : undefined, path, depth + 1, value);
  const { [name]: _, ...others } = object;
  return inner === undefined ? others : { ...object, [name]: inner };
}

function writeElement(target: Json | undefined, path: FieldPath, depth: number, value: Json | undefined): Json {
  const list = target ?? [];
  const index = Number(path[depth]);
  if (!Array.isArray(list) || index > list.length) throw unwritable(path, depth);
  const inner = write(list[index], path, depth + 1, value);
  return inner === undefined ? list.toSpliced(index, 1) : list.toSpliced(index, 1, inner);
}

function unwritable(path: FieldPath, depth: number): AppError {
  const message = `${formatPath(path)} cannot be written: ${formatPath(path.slice(0, depth)) || 'the document'} has no such place`;
  return new AppError('invalid', message, { flaws: [{ path: formatPath(path), code: 'path', message }] });
}
