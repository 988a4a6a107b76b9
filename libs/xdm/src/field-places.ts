import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { requireSafeFieldName } from './field-name.js';
import { isSchema, type JsonSchema } from './json-schema.js';
import { travellingName } from './travelling-name.js';

/**
 * Where the properties of one published schema come to lie in travelling spelling. Several published names may share
 * their first steps (`repo:path` and `repo:etag` both lie under `_repo`), so the places form a tree.
 */
export interface FieldPlace {
  readonly own: JsonSchema[];
  readonly inner: Map<string, FieldPlace>;
  readonly required: Set<string>;
}

/** The tree of a schema's `properties` and `required`; `rewrite` gives the travelling form of each property's schema. */
export function fieldPlaces(
  properties: ReadonlyArray<readonly [string, JsonSchema]>,
  required: readonly string[],
  rewrite: (schema: JsonSchema) => JsonSchema,
): FieldPlace {
  const root = newPlace();
  for (const [name, schema] of properties) {
    if (name === '@context') continue;
    let place = root;
    for (const step of travellingName(name)) place = placeUnder(place, step, name);
    place.own.push(rewrite(schema));
  }
  for (const name of required) {
    if (name === '@context') continue;
    const steps = travellingName(name);
    let place = root;
    for (const step of steps.slice(0, -1)) {
      place.required.add(step);
      place = placeUnder(place, step, name);
    }
    place.required.add(steps.at(-1) ?? name);
  }
  return root;
}

/** `properties` and `required` of a place; objects that the spelling brought about are as closed as the schema itself. */
export function contentOf(place: FieldPlace, isClosed: boolean): JsonObject {
  const properties = [...place.inner].map(([name, inner]) => [name, schemaOf(inner, isClosed)] as const);
  return {
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(place.required.size > 0 && { required: [...place.required] }),
  };
}

function schemaOf(place: FieldPlace, isClosed: boolean): JsonSchema {
  const [first, ...others] = place.own;
  if (first === undefined) {
    return { type: 'object', ...contentOf(place, isClosed), ...(isClosed && { additionalProperties: false }) };
  }
  const own = withAll(first, others);
  return isJsonObject(own) ? withFields(own, place, isClosed) : own;
}

/** A property's own schema with the fields that other published names put inside it; pointers to either stay valid. */
function withFields(own: JsonObject, place: FieldPlace, isClosed: boolean): JsonObject {
  if (place.inner.size === 0 && place.required.size === 0) return own;
  const properties = { ...(isJsonObject(own.properties) ? own.properties : {}) };
  for (const [name, inner] of place.inner) {
    const present = Object.hasOwn(properties, name) ? properties[name] : undefined;
    properties[name] = schemaOf(isSchema(present) ? { ...inner, own: [present, ...inner.own] } : inner, isClosed);
  }
  const required = [...new Set([...listOf(own.required), ...place.required])];
  return { ...own, properties, ...(required.length > 0 && { required }) };
}

function withAll(schema: JsonSchema, others: readonly JsonSchema[]): JsonSchema {
  if (others.length === 0 || schema === false) return schema;
  return schema === true ? { allOf: [...others] } : { ...schema, allOf: [...listOf(schema.allOf), ...others] };
}

function placeUnder(place: FieldPlace, step: string, published: string): FieldPlace {
  requireSafeFieldName(step, ['properties', published]);
  const present = place.inner.get(step) ?? newPlace();
  place.inner.set(step, present);
  return present;
}

function newPlace(): FieldPlace {
  return { own: [], inner: new Map(), required: new Set() };
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
