import { AppError, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { requireSafeFieldName } from './field-name.js';
import { jsonPointer } from './json-pointer.js';
import { travellingName } from './travelling-name.js';

/** Far deeper than any event, far shallower than the call stack. */
const MOST_LEVELS = 100;

/** Objects whose field names are data (codes of namespaces), so no spelling applies to them. */
const KEYED_BY_DATA: ReadonlySet<string> = new Set(['identityMap', 'xdm:identityMap']);

/**
 * The document with its published field names (`xdm:timestamp`, `@id`) in the spelling that events travel in; one that
 * travels already comes back equal. `@context`, which only explains prefixes, is dropped at every level.
 * Throws `AppError('invalid')` when a field is given in both spellings, would reach a prototype, or lies too deep.
 */
export function documentToTravelling(document: JsonObject): JsonObject {
  return objectToTravelling(document, []);
}

/** The same for any value: lists and objects in it are rewritten. `steps` lead to it, for messages. */
export function valueToTravelling(value: Json, steps: readonly string[] = []): Json {
  if (Array.isArray(value)) return value.map((element, index) => valueToTravelling(element, [...steps, String(index)]));
  return isJsonObject(value) ? objectToTravelling(value, steps) : value;
}

function objectToTravelling(object: JsonObject, steps: readonly string[]): JsonObject {
  if (steps.length > MOST_LEVELS) throw flawed(steps, 'depth', `is nested deeper than ${MOST_LEVELS} levels`);
  const isKeyedByData = KEYED_BY_DATA.has(steps.at(-1) ?? '');
  const travelling: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    if (name === '@context' || value === undefined) continue;
    const place = [...steps, name];
    put(travelling, isKeyedByData ? [name] : travellingName(name), valueToTravelling(value, place), place);
  }
  return travelling;
}

/** Sets a field of a target that only this module has seen; objects that meet under one name are merged. */
function put(target: JsonObject, names: readonly string[], value: Json, place: readonly string[]): void {
  const [name, ...further] = names;
  if (name === undefined) return;
  requireSafeFieldName(name, place);
  const present = Object.hasOwn(target, name) ? target[name] : undefined;
  if (present === undefined && further.length === 0) {
    target[name] = value;
    return;
  }
  const inner = present ?? {};
  if (!isJsonObject(inner)) throw flawed(place, 'ambiguous', 'is given twice, in two spellings');
  target[name] = inner;
  if (further.length > 0) put(inner, further, value, place);
  else if (isJsonObject(value))
    for (const [field, more] of Object.entries(value)) put(inner, [field], more ?? null, place);
  else throw flawed(place, 'ambiguous', 'is given twice, in two spellings');
}

function flawed(place: readonly string[], code: string, what: string): AppError {
  const message = `${place.at(-1) ?? 'the document'} ${what}`;
  return new AppError('invalid', message, { flaws: [{ path: jsonPointer(place), code, message }] });
}
