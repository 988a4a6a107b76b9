import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { formatPath } from './field-path.js';
import type { ResolvedSchema, ResolveRef } from './json-schema.js';
import { elementView, type JsonType, offeredProperties, type SchemaView, viewOf } from './schema-view.js';

/** A field that documents of a schema may have, as people choose it from a list. */
export interface SchemaField {
  /** A field path; fields of a list's elements follow the list's own path. */
  readonly path: string;
  readonly type: JsonType | 'any';
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  /** Required by the object it lies in. */
  readonly required: boolean;
  /** Values with their labels; those of XDM's `meta:enum` alone are suggestions, those of `enum` the only ones. */
  readonly enumeration?: ReadonlyArray<{ readonly value: Json; readonly label: string }>;
}

/** Every field of a schema, an object or list before the fields inside it; a field that contains itself is not unfolded. */
export function fieldsOf({ schema, resolveRef }: ResolvedSchema): readonly SchemaField[] {
  const fields: SchemaField[] = [];
  const visit = (view: SchemaView, path: readonly string[], outer: ReadonlySet<JsonObject>) => {
    for (const [name, { schemas, owners }] of offeredProperties(view, resolveRef)) {
      const field = viewOf(schemas, resolveRef);
      const fieldPath = [...path, name];
      fields.push(describe(field, fieldPath, view.required.has(name), resolveRef));
      const around = new Set([...outer, ...owners]);
      const inner = elementView(field, resolveRef);
      if (!inner.parts.some((part) => around.has(part))) visit(inner, fieldPath, around);
    }
  };
  visit(viewOf([schema], resolveRef), [], new Set());
  return fields;
}

function describe(view: SchemaView, path: readonly string[], required: boolean, resolveRef: ResolveRef): SchemaField {
  const text = (keyword: string) => {
    const value = view.says(keyword);
    return typeof value === 'string' ? value : undefined;
  };
  const [format, title, description] = [text('format'), text('title'), text('description')];
  const enumeration = enumerationOf(view);
  return {
    path: formatPath(path),
    type: typeOf(view, resolveRef),
    required,
    ...(format !== undefined && { format }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(enumeration.length > 0 && { enumeration }),
  };
}

function typeOf(view: SchemaView, resolveRef: ResolveRef): JsonType | 'any' {
  const types = view.types.filter((type) => type !== 'null');
  const [type] = types;
  if (type !== undefined) return types.length === 1 ? type : 'any';
  if (view.types.length > 0) return 'null';
  const offered = new Set(view.choices.flat().map((branch) => typeOf(viewOf([branch], resolveRef), resolveRef)));
  const [only] = offered;
  if (only !== undefined) return offered.size === 1 ? only : 'any';
  if (view.properties.size > 0) return 'object';
  return view.elements.length > 0 ? 'array' : 'any';
}

function enumerationOf(view: SchemaView): ReadonlyArray<{ value: Json; label: string }> {
  const labels = view.says('meta:enum');
  const labelOf = (value: Json) => {
    const key = String(value);
    const label = isJsonObject(labels) && Object.hasOwn(labels, key) ? labels[key] : undefined;
    return typeof label === 'string' ? label : key;
  };
  const values = view.says('enum');
  const known = Array.isArray(values) ? values : isJsonObject(labels) ? Object.keys(labels) : [];
  return known.map((value) => ({ value, label: labelOf(value) }));
}
