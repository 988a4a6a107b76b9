import { RESULT_TYPES, type Type } from '@waystream/expression';
import { Option } from 'commander';

const TYPES = ['string', 'integer', 'decimal', 'boolean', 'dateOnly', 'dateTimeOnly', 'dateTime', 'duration'] as const;
const PLACES = ['condition', 'wait', 'key'] as const;

/** What the place of an expression wants: a type by name, or the place itself. */
export type Expectation = (typeof TYPES)[number] | (typeof PLACES)[number];

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

/** The option that gives an `Expectation`; others are refused as wrongly typed. */
export function expectsOption(): Option {
  return new Option('--expects <type>', 'what the expression has to be').choices([...TYPES, ...PLACES]);
}
