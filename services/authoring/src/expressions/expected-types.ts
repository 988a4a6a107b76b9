import { RESULT_TYPES, type Type } from '@waystream/expression';
import { z } from 'zod';

const TYPES = ['string', 'integer', 'decimal', 'boolean', 'dateOnly', 'dateTimeOnly', 'dateTime', 'duration'] as const;
const PLACES = ['condition', 'wait', 'key'] as const;

/** What the place of an expression wants: a type by name, or the place itself. */
export const expectation = z.enum([...TYPES, ...PLACES]);

export function expectedTypes(expects: z.infer<typeof expectation> | undefined): Type | readonly Type[] | undefined {
  switch (expects) {
    case undefined:
      return undefined;
    case 'condition':
    case 'wait':
    case 'key':
      return RESULT_TYPES[expects];
    default:
      return { kind: expects };
  }
}
