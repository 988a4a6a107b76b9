import { z } from '@hono/zod-openapi';
import type { JsonObject } from '@waystream/core';
import { isJsonObject } from '@waystream/core';

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
    audiences: z.array(z.string()),
  })
  .openapi('Profile');
export type PersonProfile = z.infer<typeof personProfile>;

/** A person as an address of the API names one. */
export interface PersonAddress {
  sandbox: string;
  namespace: string;
  id: string;
}

/** `attributes` as they are stored under one identity, which is the only one known. */
export function toPersonProfile({ namespace, id }: PersonAddress, stored: JsonObject): PersonProfile {
  return { namespace, id, attributes: stored, identities: [{ namespace, id }], audiences: [] };
}
