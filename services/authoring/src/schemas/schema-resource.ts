import { DEFINITIONS } from '@waystream/journey';
import type { z } from 'zod';
import { readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';
import { schemaFlaws } from './schema-flaws.js';
import { schemaLosses } from './schema-losses.js';
import { schemaUsers } from './schema-users.js';

export type SchemaDefinition = z.infer<typeof DEFINITIONS.schema>;

/** Schemas of what producers send and profiles hold. One in use only grows. */
export function schemaResource(): Resource<SchemaDefinition> {
  return defineResource<SchemaDefinition>({
    kind: 'schema',
    noun: 'schema',
    path: '/schemas',
    tag: 'Schemas',
    form: DEFINITIONS.schema,
    stored: (catalogue) => catalogue.schemas,
    read: (body) => readDocument(DEFINITIONS.schema, body),
    flaws: (definition, { catalogue }) => schemaFlaws(definition, catalogue),
    usedBy: schemaUsers,
    losses: schemaLosses,
  });
}
