import { isJsonObject, type Json } from '@waystream/core';

/**
 * The payload of a POST field group with each place `{"param": "name"}` taken by the parameter of that name; `null` where
 * the journey gave none. An object that only looks like a place, because no parameter has that name, stays as it is.
 */
export function fillSentPayload(
  payload: Json,
  names: ReadonlySet<string>,
  params: Readonly<Record<string, Json>>,
): Json {
  if (Array.isArray(payload)) return payload.map((element) => fillSentPayload(element, names, params));
  if (!isJsonObject(payload)) return payload;
  const name = placeOf(payload);
  if (name !== undefined && names.has(name)) return Object.hasOwn(params, name) ? (params[name] ?? null) : null;
  const fields = Object.entries(payload).map(([field, value]) => [
    field,
    fillSentPayload(value ?? null, names, params),
  ]);
  return Object.fromEntries(fields);
}

function placeOf(object: Readonly<Record<string, Json | undefined>>): string | undefined {
  const { param, ...others } = object;
  return typeof param === 'string' && Object.keys(others).length === 0 ? param : undefined;
}
