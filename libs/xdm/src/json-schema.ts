import { isJsonObject, type Json, type JsonObject } from '@waystream/core';

/** A JSON Schema of any accepted draft: `true` allows everything, `false` nothing. */
export type JsonSchema = boolean | JsonObject;

/** The schema that an absolute `$ref` points to, or `undefined` when nothing is known under it. */
export type ResolveRef = (ref: string) => JsonSchema | undefined;

/** A schema whose every `$ref` is absolute, with the function that follows them. */
export interface ResolvedSchema {
  readonly schema: JsonObject;
  readonly resolveRef: ResolveRef;
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isJsonObject(value);
}

/** How each keyword of JSON Schema (drafts 06 to 2020-12) holds further schemas; all other keywords hold plain values. */
const HOLDERS: ReadonlyMap<string, 'one' | 'list' | 'map'> = new Map([
  ...[
    'additionalItems',
    'additionalProperties',
    'contains',
    'else',
    'if',
    'items',
    'not',
    'propertyNames',
    'then',
    'unevaluatedItems',
    'unevaluatedProperties',
  ].map((keyword) => [keyword, 'one'] as const),
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((keyword) => [keyword, 'list'] as const),
  ...['$defs', 'definitions', 'dependencies', 'dependentSchemas', 'patternProperties', 'properties'].map(
    (keyword) => [keyword, 'map'] as const,
  ),
]);

/** What stands under a keyword; `items` holds one schema or, before 2020-12, a list. */
export function holds(keyword: string, value: Json | undefined): 'one' | 'list' | 'map' | 'value' {
  const holder = HOLDERS.get(keyword) ?? 'value';
  return holder === 'one' && Array.isArray(value) ? 'list' : holder;
}

/** A step from a schema to one directly inside it: `['properties', 'total']`, `['allOf', '0']`, `['items']`. */
export type SchemaStep = readonly [keyword: string] | readonly [keyword: string, member: string];

/** The schemas directly inside a schema. */
export function* schemasIn(schema: JsonObject): Generator<readonly [SchemaStep, JsonSchema]> {
  for (const [keyword, value] of Object.entries(schema)) {
    const holder = holds(keyword, value);
    if (holder === 'one' && isSchema(value)) yield [[keyword], value];
    if (holder === 'list' && Array.isArray(value)) {
      for (const [index, member] of value.entries()) if (isSchema(member)) yield [[keyword, String(index)], member];
    }
    if (holder === 'map' && isJsonObject(value)) {
      for (const [name, member] of Object.entries(value)) if (isSchema(member)) yield [[keyword, name], member];
    }
  }
}

/** The schema and all schemas inside it at any depth, each with its steps from the root. */
export function* allSchemasIn(
  schema: JsonSchema,
  steps: readonly string[] = [],
): Generator<readonly [readonly string[], JsonObject]> {
  if (!isJsonObject(schema)) return;
  yield [steps, schema];
  for (const [step, inner] of schemasIn(schema)) yield* allSchemasIn(inner, [...steps, ...step]);
}

/** The schema at the end of the steps, or `undefined` when they leave the places where schemas stand. */
export function schemaAt(root: JsonSchema | undefined, steps: readonly string[]): JsonSchema | undefined {
  const [keyword, member, ...further] = steps;
  if (keyword === undefined || root === undefined) return root;
  const value = isJsonObject(root) ? ownValue(root, keyword) : undefined;
  const holder = holds(keyword, value);
  if (holder === 'one') return isSchema(value) ? schemaAt(value, steps.slice(1)) : undefined;
  if (holder === 'value' || member === undefined) return undefined;
  const inner = Array.isArray(value)
    ? value[Number(member)]
    : isJsonObject(value)
      ? ownValue(value, member)
      : undefined;
  return isSchema(inner) ? schemaAt(inner, further) : undefined;
}

function ownValue(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The same value under a keyword, with every schema in it replaced by `change`; plain values stay as they are. */
export function mapSchemas(
  keyword: string,
  value: Json | undefined,
  change: (schema: JsonSchema, step: SchemaStep) => JsonSchema,
): Json | undefined {
  const changed = (inner: Json, step: SchemaStep) => (isSchema(inner) ? change(inner, step) : inner);
  switch (holds(keyword, value)) {
    case 'one':
      return value === undefined ? value : changed(value, [keyword]);
    case 'list':
      return Array.isArray(value) ? value.map((inner, index) => changed(inner, [keyword, String(index)])) : value;
    case 'map':
      return isJsonObject(value) ? mapFields(value, (inner, name) => changed(inner, [keyword, name])) : value;
    case 'value':
      return value;
  }
}

function mapFields(object: JsonObject, change: (value: Json, name: string) => Json): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, value === undefined ? value : change(value, name)]),
  );
}
