import { z } from 'zod';
import { expression, name, namespaceCode, resourceName } from './names.js';

/**
 * An event definition: which messages it stands for and whose they are. A business event is nobody's: it begins a run over
 * an audience, so it needs neither namespace nor key.
 * `systemGenerated` matches by the event ID that producers carry in `_experience.campaign.orchestration.eventID`;
 * `ruleBased` by a condition over the whole payload. `fields` are what journeys may use and what instances keep.
 */
export const eventDefinition = z
  .strictObject({
    name,
    description: z.string().max(1_000).optional(),
    type: z.enum(['unitary', 'business']).default('unitary'),
    idType: z.enum(['systemGenerated', 'ruleBased']),
    eventId: z.string().optional(),
    condition: expression.optional(),
    schema: resourceName,
    fields: z.array(z.string().min(1)).min(1, 'select at least one field, or "*" for all').default(['*']),
    namespace: namespaceCode.optional(),
    key: expression.optional(),
    supplementalId: z.strictObject({ namespace: namespaceCode, key: expression }).nullable().default(null),
  })
  .refine((event) => event.idType !== 'ruleBased' || event.condition !== undefined, {
    path: ['condition'],
    message: 'a rule-based event needs a condition over its payload',
  })
  .refine((event) => event.idType !== 'systemGenerated' || event.condition === undefined, {
    path: ['condition'],
    message: 'only a rule-based event has a condition; set idType to "ruleBased" or leave it out',
  })
  .refine(({ type, namespace }) => type === 'business' || namespace !== undefined, {
    path: ['namespace'],
    message: 'is missing; only a business event has none',
  })
  .refine(({ type, key }) => type === 'business' || key !== undefined, {
    path: ['key'],
    message: 'is missing; only a business event has none',
  })
  .refine(({ type, supplementalId }) => type !== 'business' || supplementalId === null, {
    path: ['supplementalId'],
    message: 'a business event is about no person, so it has no supplemental identifier',
  });

export type EventDefinition = z.infer<typeof eventDefinition>;
