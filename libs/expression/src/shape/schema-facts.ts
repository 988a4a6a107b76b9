import { isJsonObject, type Json, type JsonObject } from '@waystream/core';

/** The schema that an absolute address names, or `undefined`. */
export type ResolveRef = (ref: string) => Json | undefined;

/** A schema and the document around it, in which its local references are looked up. */
export interface Located {
  readonly schema: Json;
  readonly root: Json;
}

/** What a schema and everything it is composed of say about the structure of one document. */
export interface SchemaFacts {
  readonly types: Set<string>;
  /** All schemas that one field has to satisfy. */
  readonly properties: Map<string, Located[]>;
  /** Schemas of fields that are not listed. */
  readonly additional: Located[];
  readonly items: Located[];
  /** Allowed values with their words. */
  readonly labels: Map<string, string>;
  format: string | undefined;
  /** Fields beyond the listed ones are allowed expressly. */
  open: boolean;
}

/** Reads schemas together with what `$ref`, `allOf`, `anyOf` and `oneOf` add to them. Cycles of references end where they began. */
export function gatherFacts(schemas: readonly Located[], resolveRef: ResolveRef): SchemaFacts {
  const facts: SchemaFacts = {
    types: new Set(),
    properties: new Map(),
    additional: [],
    items: [],
    labels: new Map(),
    format: undefined,
    open: false,
  };
  const seen = new Set<Json>();
  const waiting = [...schemas];
  for (let located = waiting.shift(); located; located = waiting.shift()) {
    const { schema, root } = located;
    if (!isJsonObject(schema) || seen.has(schema)) continue;
    seen.add(schema);
    addFacts(facts, schema, root);
    for (const part of ['allOf', 'anyOf', 'oneOf'])
      for (const one of listOf(schema[part])) waiting.push({ schema: one, root });
    const target = typeof schema.$ref === 'string' ? followRef(schema.$ref, root, resolveRef) : undefined;
    if (target) waiting.push(target);
  }
  return facts;
}

function addFacts(facts: SchemaFacts, schema: JsonObject, root: Json): void {
  for (const type of typeof schema.type === 'string' ? [schema.type] : listOf(schema.type))
    if (typeof type === 'string') facts.types.add(type);
  if (typeof schema.format === 'string') facts.format ??= schema.format;
  for (const [name, property] of Object.entries(objectOf(schema.properties))) {
    const known = facts.properties.get(name) ?? [];
    if (property !== undefined) facts.properties.set(name, [...known, { schema: property, root }]);
  }
  const { additionalProperties, items } = schema;
  if (additionalProperties === true) facts.open = true;
  else if (isJsonObject(additionalProperties)) facts.additional.push({ schema: additionalProperties, root });
  for (const item of [...listOf(schema.prefixItems), ...(Array.isArray(items) ? items : [items ?? null])])
    if (isJsonObject(item)) facts.items.push({ schema: item, root });
  addLabels(facts.labels, schema);
}

function addLabels(labels: Map<string, string>, schema: JsonObject): void {
  for (const value of listOf(schema.enum))
    if (typeof value === 'string' && !labels.has(value)) labels.set(value, value);
  for (const [value, label] of Object.entries(objectOf(schema['meta:enum'])))
    labels.set(value, typeof label === 'string' && label !== '' ? label : value);
}

function followRef(ref: string, root: Json, resolveRef: ResolveRef): Located | undefined {
  const [address = '', pointer = ''] = ref.split('#');
  const document = address === '' ? root : resolveRef(address);
  const schema = document === undefined ? undefined : atPointer(document, pointer);
  if (document !== undefined && schema !== undefined) return { schema, root: document };
  const whole = resolveRef(ref);
  return whole === undefined ? undefined : { schema: whole, root: whole };
}

function atPointer(document: Json, pointer: string): Json | undefined {
  let found: Json | undefined = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
