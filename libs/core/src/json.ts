/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [field: string]: Json | undefined;
}

/** Keys that would reach an object's prototype; documents from outside never carry them further. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses JSON from outside. Throws `SyntaxError` for malformed text and for keys that name an object's prototype.
 * The scan for such keys runs only when the text contains one, so ordinary documents cost a plain `JSON.parse`.
 */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  if (text.includes('__proto__') || text.includes('constructor') || text.includes('prototype'))
    refusePrototypeKeys(value);
  return value;
}

function refusePrototypeKeys(value: Json): void {
  if (Array.isArray(value)) {
    for (const element of value) refusePrototypeKeys(element);
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) throw new SyntaxError(`the field name "${key}" is not allowed`);
      if (child !== undefined) refusePrototypeKeys(child);
    }
  }
}

/** A document with a change merged in (JSON Merge Patch, RFC 7396): objects merge, `null` removes, all else replaces. */
export function mergeJson(document: JsonObject, change: JsonObject): JsonObject {
  const merged = { ...document };
  for (const [field, value] of Object.entries(change)) {
    const present = Object.hasOwn(merged, field) ? merged[field] : undefined;
    if (value === null || value === undefined) delete merged[field];
    else merged[field] = isJsonObject(value) ? mergeJson(isJsonObject(present) ? present : {}, value) : value;
  }
  return merged;
}

/** Text that is equal for equal values: object fields in sorted order. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const child = value[key];
      return child === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(child)}`];
    });
  return `{${fields.join(',')}}`;
}
