import { z } from 'zod';

const TIME_UNITS = ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'months', 'years'] as const;

/** How a data source or an action proves who is calling. Secrets are written, never read back. */
export const authentication = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), username: z.string().min(1), password: z.string() }),
  z.strictObject({
    type: z.literal('apiKey'),
    name: z.string().min(1),
    value: z.string().min(1),
    location: z.enum(['header', 'query']),
  }),
  z.strictObject({
    type: z.literal('custom'),
    endpoint: z.url(),
    method: z.enum(['GET', 'POST']).default('POST'),
    headers: z.record(z.string(), z.string()).default({}),
    body: z
      .strictObject({ bodyType: z.enum(['form', 'json']), bodyParams: z.record(z.string(), z.string()) })
      .optional(),
    tokenInResponse: z
      .string()
      .regex(/^(response|json:\/\/.+)$/, 'must be "response" or "json://<path>"')
      .default('json://access_token'),
    authorizationType: z.enum(['bearer', 'header', 'queryParam']).default('bearer'),
    tokenTarget: z.string().nullable().default(null),
    cacheDuration: z
      .strictObject({ duration: z.int().min(0), timeUnit: z.enum(TIME_UNITS) })
      .default({ duration: 1, timeUnit: 'hours' }),
  }),
]);

export type Authentication = z.infer<typeof authentication>;

/** What stands in for a secret wherever a definition is read. Sent back unchanged, the stored secret stays. */
export const SECRET_PLACEHOLDER = '***';

const SECRETS = new Set(['password', 'value', 'bodyParams', 'headers']);

/** The same authentication with every secret replaced by the placeholder. */
export function withoutSecrets(given: Authentication): Authentication {
  return authentication.parse(mask(given));
}

/** `given` with placeholders replaced by what is stored, so that a document can be read, edited and written back. */
export function withStoredSecrets(given: Authentication, stored: Authentication | undefined): Authentication {
  if (stored?.type !== given.type) return given;
  return authentication.parse(restore(given, stored));
}

/** Texts inside a secret field become placeholders, however deep the field lies. */
function mask(value: unknown, isSecret = false): unknown {
  if (typeof value !== 'object' || value === null)
    return isSecret && typeof value === 'string' ? SECRET_PLACEHOLDER : value;
  return Object.fromEntries(
    Object.entries(value).map(([field, child]) => [field, mask(child, isSecret || SECRETS.has(field))]),
  );
}

function restore(given: unknown, stored: unknown): unknown {
  if (given === SECRET_PLACEHOLDER) return stored ?? given;
  if (typeof given !== 'object' || given === null || typeof stored !== 'object' || stored === null) return given;
  const before = new Map(Object.entries(stored));
  return Object.fromEntries(Object.entries(given).map(([field, value]) => [field, restore(value, before.get(field))]));
}
