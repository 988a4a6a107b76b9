import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { exampleNumber, exampleText, fits } from './example-value.js';
import { type Selection, selectionOf } from './field-selection.js';
import type { JsonSchema, ResolvedSchema, ResolveRef } from './json-schema.js';
import { type JsonType, type SchemaView, viewOf } from './schema-view.js';

/**
 * A document that the schema accepts, the same at each call: what producers see before they send their first event.
 * With `fields` it holds only these fields and required ones, else all that the schema names. Values come from the
 * schema's own constants, examples, defaults and enumerations where it has them. A field whose pattern no sample meets
 * is left out.
 */
export function exampleOf(
  { schema, resolveRef }: ResolvedSchema,
  options: { fields?: readonly string[] } = {},
): JsonObject {
  const selection = options.fields ? selectionOf(options.fields) : 'all';
  const example = exampleFor([schema], { name: '', selection, outer: new Set(), resolveRef });
  return isJsonObject(example) ? example : {};
}

interface Context {
  readonly name: string;
  readonly selection: Selection;
  /** Schemas whose fields are being filled: one of them inside a field means that it contains itself. */
  readonly outer: ReadonlySet<JsonObject>;
  readonly resolveRef: ResolveRef;
}

function exampleFor(schemas: readonly JsonSchema[], context: Context): Json | undefined {
  const view = chosenView(schemas, context.resolveRef);
  const isComposed = view.properties.size > 0;
  const given = isComposed ? undefined : givenValues(view).find((value) => fits(value, view));
  return given ?? exampleOfType(typeOf(view), view, context);
}

/** The view with the first branch of every choice taken. */
function chosenView(schemas: readonly JsonSchema[], resolveRef: ResolveRef): SchemaView {
  const view = viewOf(schemas, resolveRef);
  const branches = view.choices.flatMap(([first]) =>
    isJsonObject(first) && !view.parts.includes(first) ? [first] : [],
  );
  return branches.length === 0 ? view : chosenView([...schemas, ...branches], resolveRef);
}

function givenValues(view: SchemaView): readonly Json[] {
  const [examples, values, labels] = [view.says('examples'), view.says('enum'), view.says('meta:enum')];
  return [
    view.says('const'),
    ...(Array.isArray(examples) ? examples : []),
    view.says('default'),
    ...(Array.isArray(values) ? values : []),
    ...(isJsonObject(labels) ? Object.keys(labels) : []),
  ].filter((value) => value !== undefined);
}

function typeOf(view: SchemaView): JsonType {
  const declared = view.types.find((type) => type !== 'null') ?? view.types[0];
  if (declared) return declared;
  if (view.properties.size > 0 || view.values.length > 0 || view.required.size > 0) return 'object';
  return view.elements.length > 0 ? 'array' : 'string';
}

function exampleOfType(type: JsonType, view: SchemaView, context: Context): Json | undefined {
  switch (type) {
    case 'object':
      return view.parts.some((part) => context.outer.has(part)) ? undefined : exampleObject(view, context);
    case 'array':
      return exampleList(view, context);
    case 'string':
      return exampleText(view, context.name);
    case 'integer':
    case 'number':
      return exampleNumber(view);
    case 'boolean':
      return true;
    case 'null':
      return null;
  }
}

function exampleObject(view: SchemaView, context: Context): JsonObject {
  const { selection } = context;
  const example: JsonObject = {};
  for (const [name, { schemas, owners }] of view.properties) {
    const inner = selection === 'all' ? 'all' : selection.get(name);
    if (inner === undefined && !view.required.has(name)) continue;
    const outer = new Set([...context.outer, ...owners]);
    const value = exampleFor(schemas, { ...context, name, outer, selection: inner ?? new Map() });
    if (value !== undefined) example[name] = value;
  }
  const isKeyed = view.properties.size === 0 && view.values.length > 0 && view.says('propertyNames') === undefined;
  const value = isKeyed ? exampleFor(view.values, { ...context, name: 'value' }) : undefined;
  return value === undefined ? example : { ...example, key: value };
}

/** As many elements as must be, at least one; a list that cannot hold an example stays empty. */
function exampleList(view: SchemaView, context: Context): Json[] | undefined {
  const least = view.says('minItems');
  const count = Math.max(typeof least === 'number' ? least : 0, view.says('maxItems') === 0 ? 0 : 1);
  const element = view.elements.length > 0 ? exampleFor(view.elements, context) : exampleText(view, context.name);
  if (element === undefined) return count > 1 ? undefined : [];
  return Array.from({ length: count }, () => element);
}
