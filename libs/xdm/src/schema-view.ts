import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { isSchema, type JsonSchema, type ResolveRef } from './json-schema.js';

export type JsonType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string';

/** Schemas of a property, with the schema that declares it. */
export interface PropertyView {
  readonly schemas: readonly JsonSchema[];
  readonly owners: readonly JsonObject[];
}

/** One value as all schemas that apply to it describe it, with references and `allOf` followed. */
export interface SchemaView {
  /** The outermost schema first: its words count before those of what it refers to. */
  readonly parts: readonly JsonObject[];
  /** Types that every part allows; empty when none says. */
  readonly types: readonly JsonType[];
  readonly properties: ReadonlyMap<string, PropertyView>;
  readonly required: ReadonlySet<string>;
  /** Schemas of every element of a list. */
  readonly elements: readonly JsonSchema[];
  /** Schemas of the values of an object whose names are data; empty when unknown fields are just let through. */
  readonly values: readonly JsonSchema[];
  /** One entry for each `anyOf` and `oneOf`: its branches. */
  readonly choices: ReadonlyArray<readonly JsonSchema[]>;
  readonly isClosed: boolean;
  /** The first value that a part gives to a keyword. */
  says(keyword: string): Json | undefined;
  /** What all parts say, each of which holds. */
  all(keyword: string): readonly Json[];
}

export function viewOf(schemas: readonly JsonSchema[], resolveRef: ResolveRef): SchemaView {
  const parts: JsonObject[] = [];
  for (const schema of schemas) collect(schema, resolveRef, parts);
  const all = (keyword: string): readonly Json[] =>
    parts.flatMap((part) => (part[keyword] === undefined ? [] : [part[keyword]]));
  return {
    parts,
    types: sharedTypes(all('type')),
    properties: propertiesOf(parts),
    required: new Set(all('required').flatMap((names) => textsIn(names))),
    elements: all('items').filter(isSchema),
    values: all('additionalProperties').filter((value) => isJsonObject(value)),
    choices: [...all('anyOf'), ...all('oneOf')].flatMap((branches) =>
      Array.isArray(branches) ? [branches.filter(isSchema)] : [],
    ),
    isClosed: [...all('additionalProperties'), ...all('unevaluatedProperties')].includes(false),
    says: (keyword) => all(keyword)[0],
    all,
  };
}

/** The properties of a view together with those that only some branch of a choice declares. */
export function offeredProperties(view: SchemaView, resolveRef: ResolveRef): ReadonlyMap<string, PropertyView> {
  const offered = new Map<string, PropertyView>();
  const seen = new Set<JsonObject>();
  const take = (current: SchemaView) => {
    for (const part of current.parts) seen.add(part);
    for (const [name, { schemas, owners }] of current.properties) {
      const present = offered.get(name) ?? { schemas: [], owners: [] };
      offered.set(name, { schemas: [...present.schemas, ...schemas], owners: [...present.owners, ...owners] });
    }
    for (const branch of current.choices.flat()) {
      const inner = viewOf([branch], resolveRef);
      if (!inner.parts.some((part) => seen.has(part))) take(inner);
    }
  };
  take(view);
  return offered;
}

/** What an element of a list is, lists in lists included; of anything else, itself. */
export function elementView(view: SchemaView, resolveRef: ResolveRef): SchemaView {
  const elements = view.elements.length > 0 ? viewOf(view.elements, resolveRef) : view;
  return elements === view || elements.parts.some((part) => view.parts.includes(part))
    ? elements
    : elementView(elements, resolveRef);
}

function collect(schema: JsonSchema | undefined, resolveRef: ResolveRef, parts: JsonObject[]): void {
  if (!isJsonObject(schema) || parts.includes(schema)) return;
  parts.push(schema);
  if (typeof schema.$ref === 'string') collect(resolveRef(schema.$ref), resolveRef, parts);
  for (const inner of Array.isArray(schema.allOf) ? schema.allOf : []) {
    if (isSchema(inner)) collect(inner, resolveRef, parts);
  }
}

function propertiesOf(parts: readonly JsonObject[]): ReadonlyMap<string, PropertyView> {
  const properties = new Map<string, { schemas: JsonSchema[]; owners: JsonObject[] }>();
  for (const owner of parts) {
    for (const [name, schema] of Object.entries(isJsonObject(owner.properties) ? owner.properties : {})) {
      if (!isSchema(schema)) continue;
      const view = properties.get(name) ?? { schemas: [], owners: [] };
      view.schemas.push(schema);
      view.owners.push(owner);
      properties.set(name, view);
    }
  }
  return properties;
}

const TYPES: ReadonlySet<string> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

function isType(text: string): text is JsonType {
  return TYPES.has(text);
}

function sharedTypes(declarations: readonly Json[]): readonly JsonType[] {
  return declarations
    .map((declared) => textsIn(declared).filter(isType))
    .reduce((shared, types) => (shared.length === 0 ? types : inBoth(shared, types)), []);
}

/** An integer is a number, so the two together leave integer. */
function inBoth(first: readonly JsonType[], second: readonly JsonType[]): JsonType[] {
  const allows = (types: readonly JsonType[], type: JsonType) =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  const shared = [...first.filter((type) => allows(second, type)), ...second.filter((type) => allows(first, type))];
  return [...new Set(shared)];
}

function textsIn(value: Json): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}
