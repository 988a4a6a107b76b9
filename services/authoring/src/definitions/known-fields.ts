import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import type { z } from 'zod';
import { jsonSchemaOf } from '../http/json-schema-of.js';

/** Names of the fields that a form has at a place inside it, over all its alternatives. */
export function knownFields(form: z.ZodType, path: readonly PropertyKey[]): string[] {
  let places = [jsonSchemaOf(form)];
  for (const part of path) places = places.flatMap(alternatives).flatMap((place) => inside(place, part));
  const names = places.flatMap(alternatives).flatMap(({ properties }) => Object.keys(objectOr(properties)));
  return [...new Set(names)];
}

function alternatives(schema: JsonObject): JsonObject[] {
  const choices = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [schema, ...choices.filter(isJsonObject).flatMap(alternatives)];
}

function inside(schema: JsonObject, part: PropertyKey): JsonObject[] {
  const field = objectOr(schema.properties)[String(part)] ?? schema.additionalProperties;
  const found = typeof part === 'number' ? schema.items : field;
  return isJsonObject(found) ? [found] : [];
}

function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
