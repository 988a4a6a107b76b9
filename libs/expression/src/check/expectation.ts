import type { Type } from '../shape/field-shape.js';
import { RESULT_TYPES } from './check.js';

const TYPES = ['string', 'integer', 'decimal', 'boolean', 'dateOnly', 'dateTimeOnly', 'dateTime', 'duration'] as const;
const PLACES = ['condition', 'wait', 'key'] as const;

/** What somebody who has an expression checked may ask of it: a type by name, or the place it is for. */
export const EXPECTATIONS = [...TYPES, ...PLACES] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** The types that meet an expectation; `undefined` where any will do. */
export function expectedTypes(expects: Expectation | undefined): Type | readonly Type[] | undefined {
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
