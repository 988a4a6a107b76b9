import type { Flaw } from '@waystream/core';
import type { Catalogue } from '@waystream/journey';
import { additiveChange } from '@waystream/xdm';
import { changedFields } from '../definitions/changed-fields.js';
import { prepareSchema } from './schema-flaws.js';
import { schemaReferences } from './schema-references.js';
import type { SchemaDefinition } from './schema-resource.js';

/** What a new form of a schema takes from those who use it; fields are named by their path in documents. */
export function schemaLosses(before: SchemaDefinition, after: SchemaDefinition, catalogue: Catalogue): Flaw[] {
  const prepared = prepareSchema(after, catalogue);
  if ('flaws' in prepared) return [...prepared.flaws];
  const lostParts = schemaReferences(before.name, catalogue).filter(({ ref }) => !prepared.resolveRef(ref));
  return [
    ...changedFields(before, after, ['description', 'schema', 'identities', 'profileEnabled']),
    ...additiveChange(catalogue.registry.resolveSchema(before.name), prepared),
    ...lostParts.map(({ from, ref }) => ({
      path: '/schema',
      code: 'removed',
      message: `the schema must keep ${ref}, to which the schema "${from}" refers`,
    })),
  ];
}
