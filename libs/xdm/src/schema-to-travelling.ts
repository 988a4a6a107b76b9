import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { valueToTravelling } from './document-to-travelling.js';
import { requireSafeFieldName } from './field-name.js';
import { contentOf, fieldPlaces } from './field-places.js';
import { isSchema, type JsonSchema, mapSchemas } from './json-schema.js';
import { travellingName } from './travelling-name.js';
import { isContextGate, travellingRef } from './travelling-ref.js';

/**
 * The schema with its published property names in the spelling that events travel in, wherever they stand: properties,
 * required fields, dependencies, constants, defaults, examples and the pointers of `$ref`. The gate on `@context` goes.
 * Names of definitions and patterns of property names stay. A schema that travels already comes back equal.
 * Throws `AppError('invalid')` for a property that would reach a prototype.
 */
export function schemaToTravelling(schema: JsonObject): JsonObject {
  return objectToTravelling(schema);
}

function rewrite(schema: JsonSchema): JsonSchema {
  return isJsonObject(schema) ? objectToTravelling(schema) : schema;
}

function objectToTravelling(schema: JsonObject): JsonObject {
  const travelling: JsonObject = {};
  const conditions: JsonSchema[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' || keyword === 'required') continue;
    requireSafeFieldName(keyword, [keyword]);
    if (isDependency(keyword) && isJsonObject(value) && isRenamed(value)) conditions.push(...conditionsFor(value));
    else if (keyword !== '$ref' || typeof value !== 'string' || !isContextGate(value)) {
      travelling[keyword] = keywordToTravelling(keyword, value);
    }
  }
  if (conditions.length > 0) {
    travelling.allOf = [...(Array.isArray(travelling.allOf) ? travelling.allOf : []), ...conditions];
  }
  return { ...travelling, ...fieldsToTravelling(schema) };
}

function keywordToTravelling(keyword: string, value: Json | undefined): Json | undefined {
  if (value === undefined) return value;
  switch (keyword) {
    case '$ref':
      return typeof value === 'string' ? travellingRef(value) : value;
    case 'const':
    case 'default':
    case 'enum':
    case 'examples':
      return valueToTravelling(value);
    case 'definitions':
      return mapSchemas(keyword, value, (schema, step) => (step[1] === '@context' ? {} : rewrite(schema)));
    default:
      return mapSchemas(keyword, value, rewrite);
  }
}

/** `properties` and `required`; what is malformed is left for the check of the schema to name. */
function fieldsToTravelling(schema: JsonObject): JsonObject {
  const { properties, required } = schema;
  const hasProperties = isJsonObject(properties) && Object.values(properties).every(isSchema);
  const hasRequired = Array.isArray(required) && required.every((name) => typeof name === 'string');
  const place = fieldPlaces(
    hasProperties
      ? Object.entries(properties).flatMap(([name, inner]) => (isSchema(inner) ? [[name, inner]] : []))
      : [],
    hasRequired ? required : [],
    rewrite,
  );
  return {
    ...(properties !== undefined && { properties: hasProperties ? {} : properties }),
    ...(required !== undefined && { required: hasRequired ? [] : required }),
    ...contentOf(place, schema.additionalProperties === false),
  };
}

function isDependency(keyword: string): boolean {
  return keyword === 'dependencies' || keyword === 'dependentRequired' || keyword === 'dependentSchemas';
}

function isRenamed(dependencies: JsonObject): boolean {
  return Object.entries(dependencies).some(
    ([name, needs]) =>
      travellingName(name)[0] !== name ||
      (Array.isArray(needs) && needs.some((need) => typeof need === 'string' && travellingName(need)[0] !== need)),
  );
}

/** A published name may become several steps, which a dependency cannot name; a condition on their presence can. */
function conditionsFor(dependencies: JsonObject): JsonSchema[] {
  return Object.entries(dependencies).flatMap(([name, needs]) => {
    const then = Array.isArray(needs)
      ? fieldsToTravelling({ required: needs })
      : isSchema(needs)
        ? rewrite(needs)
        : null;
    return then === null ? [] : [{ if: fieldsToTravelling({ required: [name] }), then }];
  });
}
