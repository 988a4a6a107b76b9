import { z } from 'zod';
import { authentication } from './authentication.js';
import { jsonValue } from './json-value.js';
import { duration, name, resourceName } from './names.js';

/** The profile store, always there: its field groups select fields of profiles or of a person's past events. */
export const EXPERIENCE_PLATFORM = 'ExperiencePlatform';

/**
 * What the engine itself asks the profile store: `{timeZone, audiences: {name: status}}`. The name can stand in no
 * definition, so it never clashes with a field group.
 */
export const PERSON_FACTS = '$person';

/** A system that journeys read from. */
export const dataSourceDefinition = z.strictObject({
  name,
  description: z.string().max(1_000).optional(),
  url: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }),
  headers: z.record(z.string(), z.string()).default({}),
  authentication: authentication.default({ type: 'none' }),
});
export type DataSourceDefinition = z.infer<typeof dataSourceDefinition>;

/** What one call to an external data source takes and yields; all its fields are fetched together. */
export const externalFieldGroup = z
  .strictObject({
    name,
    description: z.string().max(1_000).optional(),
    method: z.enum(['GET', 'POST']).default('GET'),
    path: z.string().startsWith('/').optional(),
    dynamicValues: z.array(name).default([]),
    sentPayload: jsonValue.optional(),
    responsePayload: jsonValue,
    cacheDuration: duration.default('PT0S'),
  })
  .refine((group) => group.method === 'POST' || group.sentPayload === undefined, {
    path: ['sentPayload'],
    message: 'only a POST field group sends a payload',
  });
export type ExternalFieldGroup = z.infer<typeof externalFieldGroup>;

/** Fields of the profile, or of a person's events of one schema, read from the profile store. */
export const platformFieldGroup = z.discriminatedUnion('source', [
  z.strictObject({ name, source: z.literal('profile'), fields: z.array(z.string().min(1)).min(1) }),
  z.strictObject({
    name,
    source: z.literal('experienceEvents'),
    schema: resourceName,
    fields: z.array(z.string().min(1)).min(1),
  }),
]);
export type PlatformFieldGroup = z.infer<typeof platformFieldGroup>;

/** A field group as it is stored, whatever it belongs to. */
export const fieldGroup = z.union([
  platformFieldGroup.options[0].extend({ dataSource: z.literal(EXPERIENCE_PLATFORM) }),
  platformFieldGroup.options[1].extend({ dataSource: z.literal(EXPERIENCE_PLATFORM) }),
  externalFieldGroup.safeExtend({ dataSource: name, source: z.literal('external') }),
]);
export type FieldGroup = z.infer<typeof fieldGroup>;
