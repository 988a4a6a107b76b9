import { z } from '@hono/zod-openapi';
import type { JsonObject } from '@waystream/core';
import { isJsonObject } from '@waystream/core';
import { requalify } from '@waystream/journey';
import type { Profile } from '@waystream/redis';

/** A JSON object whose fields are the caller's own business. */
export const attributes = z
  .custom<JsonObject>(isJsonObject, 'must be a JSON object')
  .openapi({ type: 'object', additionalProperties: true });

/** What the profile API says about a person. */
export const personProfile = z
  .object({
    namespace: z.string(),
    id: z.string(),
    attributes,
    identities: z.array(z.object({ namespace: z.string(), id: z.string() })),
    audiences: z.array(z.object({ name: z.string(), status: z.enum(['realized', 'existing', 'exited']) })),
  })
  .openapi('Profile');
export type PersonProfile = z.infer<typeof personProfile>;

/** A person in the path of a request; keys are percent-encoded. */
export const personParams = z.object({
  namespace: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be a namespace code such as ECID, Email or CRMID'),
  id: z.string().min(1).max(1_024),
});

/** A person as an address of the API names one. */
export interface PersonAddress {
  sandbox: string;
  namespace: string;
  id: string;
}

/** A profile as it is stored under one identity, which is the only one known. */
export function toPersonProfile({ namespace, id }: PersonAddress, { attributes, audiences }: Profile): PersonProfile {
  const memberships = Object.entries(requalify(audiences ?? {}, new Map()).statuses);
  return {
    namespace,
    id,
    attributes,
    identities: [{ namespace, id }],
    audiences: memberships.map(([name, status]) => ({ name, status })),
  };
}
