import { z } from 'zod';
import { expression, name, namespaceCode } from './names.js';

/**
 * An audience: some of the people of a namespace. `streaming`: those for whom the expression over their profile is true,
 * judged whenever the profile changes; `uploaded`: those whose keys were uploaded; `batch`: judged at set times.
 */
export const audienceDefinition = z
  .strictObject({
    name,
    description: z.string().max(1_000).optional(),
    namespace: namespaceCode,
    evaluation: z.enum(['streaming', 'batch', 'uploaded']),
    expression: expression.optional(),
  })
  .refine(({ evaluation, expression }) => evaluation === 'uploaded' || expression !== undefined, {
    path: ['expression'],
    message: 'says who is in the audience; leave it out only where members are uploaded',
  })
  .refine(({ evaluation, expression }) => evaluation !== 'uploaded' || expression === undefined, {
    path: ['expression'],
    message: 'members are uploaded, so no expression decides; set evaluation to "streaming" or leave it out',
  });

export type AudienceDefinition = z.infer<typeof audienceDefinition>;
