import { isJsonObject, type JsonObject } from '@waystream/core';
import { holds, type JsonSchema, mapSchemas } from './json-schema.js';

/** Keywords that assert something about a value without holding schemas; all others are annotations. */
const ASSERTIONS: ReadonlySet<string> = new Set([
  'const',
  'dependentRequired',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'format',
  'maxContains',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minContains',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'multipleOf',
  'pattern',
  'required',
  'type',
  'uniqueItems',
]);

export function isAssertion(keyword: string): boolean {
  return ASSERTIONS.has(keyword);
}

/**
 * The part of a schema that decides about documents, in the words of 2020-12 whatever its draft: no annotations, no
 * definitions (references reach them), lists of positions as `prefixItems`. `keyOf` gives the text that a reference,
 * found at these steps, has in the result.
 */
export function validationForm(
  schema: JsonSchema,
  keyOf: (ref: string, steps: readonly string[]) => string,
  steps: readonly string[] = [],
): JsonSchema {
  if (!isJsonObject(schema)) return schema;
  const form: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$defs' || keyword === 'definitions') continue;
    if (keyword === '$ref' && typeof value === 'string') form.$ref = keyOf(value, steps);
    else if (isAssertion(keyword)) form[keyword] = value;
    else if (holds(keyword, value) !== 'value') {
      form[keywordIn2020(keyword, schema)] = mapSchemas(keyword, value, (inner, step) =>
        validationForm(inner, keyOf, [...steps, ...step]),
      );
    }
  }
  return form;
}

/** Until 2020-12 `items` could be a list of positions, and `additionalItems` spoke of the elements after them. */
export function keywordIn2020(keyword: string, schema: JsonObject): string {
  if (!Array.isArray(schema.items)) return keyword;
  if (keyword === 'items') return 'prefixItems';
  return keyword === 'additionalItems' ? 'items' : keyword;
}
