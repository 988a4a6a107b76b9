import { AppError, type Flaw } from '@waystream/core';
import type { Catalogue } from '@waystream/journey';
import { fieldsOf, parsePath, type ResolvedSchema } from '@waystream/xdm';
import type { SchemaDefinition } from './schema-resource.js';

/** What keeps a schema from being used: its own form, references that lead nowhere, identities in unknown fields. */
export function schemaFlaws(definition: SchemaDefinition, catalogue: Catalogue): Flaw[] {
  const prepared = prepareSchema(definition, catalogue);
  if ('flaws' in prepared) return prepared.flaws.map((flaw) => ({ ...flaw, path: `/schema${flaw.path}` }));
  const known = new Set(fieldsOf(prepared).map(({ path }) => path));
  return definition.identities.flatMap(({ path }, index) => {
    if (parsePath(path) !== null && known.has(path)) return [];
    const message = `the schema has no field "${path}"`;
    return [{ path: `/identities/${index}/path`, code: 'unknownField', message }];
  });
}

/** The schema as the registry would hold it, or why it would refuse it. */
export function prepareSchema(
  { name, schema, class: kind }: SchemaDefinition,
  { registry }: Catalogue,
): ResolvedSchema | { flaws: readonly Flaw[] } {
  try {
    return registry.prepare(name, schema, { class: kind });
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return { flaws: error.flaws };
    throw error;
  }
}
