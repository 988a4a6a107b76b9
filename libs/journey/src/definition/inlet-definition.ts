import { z } from 'zod';
import { resourceName } from './names.js';

/** A door for the Streaming Ingestion protocol; its ID is part of the address that producers post to. */
export const inletDefinition = z.strictObject({
  name: resourceName,
  inletId: z.string().optional(),
  description: z.string().max(1_000).optional(),
  authenticated: z.boolean().default(false),
});
export type InletDefinition = z.infer<typeof inletDefinition>;
