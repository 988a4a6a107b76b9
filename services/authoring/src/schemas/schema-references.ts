import { isJsonObject, type Json } from '@waystream/core';
import type { Catalogue } from '@waystream/journey';

/** A reference of one schema to another, in its absolute form. */
export interface SchemaReference {
  readonly from: string;
  readonly ref: string;
}

/** The references that other named schemas make to a schema or to a part of it. */
export function schemaReferences(name: string, { registry }: Catalogue): SchemaReference[] {
  if (registry.classOf(name) === undefined) return [];
  const target = registry.resolveSchema(name).schema;
  return registry
    .names()
    .filter((other) => other !== name)
    .flatMap((from) => {
      const { schema, resolveRef } = registry.resolveSchema(from);
      const pointsHere = (ref: string) => resolveRef(ref.split('#')[0] ?? ref) === target;
      return refsIn(schema)
        .filter(pointsHere)
        .map((ref) => ({ from, ref }));
    });
}

function refsIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}
