import { z } from 'zod';
import { jsonObject } from './json-value.js';
import { namespaceCode, resourceName } from './names.js';

/**
 * A schema of what producers send or profiles hold, in the travelling spelling. `class` says what it describes:
 * an event of a person, the person, or a record that others look up.
 */
export const schemaDefinition = z.strictObject({
  name: resourceName,
  class: z.enum(['experienceEvent', 'profile', 'record']),
  description: z.string().max(1_000).optional(),
  schema: jsonObject,
  identities: z
    .array(z.strictObject({ path: z.string().min(1), namespace: namespaceCode, primary: z.boolean().default(false) }))
    .refine((list) => list.filter((identity) => identity.primary).length <= 1, 'only one identity may be primary')
    .default([]),
  profileEnabled: z.boolean().default(false),
});

export type SchemaDefinition = z.infer<typeof schemaDefinition>;
