import { BOOLEAN, DECIMAL, INTEGER, STRING } from '../shape/field-shape.js';
import { truncate } from '../value/integer.js';
import { isMoment } from '../value/moment.js';
import { readDecimalText, readIntegerText } from '../value/number-text.js';
import { stringForm } from '../value/to-wire.js';
import { type FunctionDefinition, whenPresent } from './function-definition.js';
import { one, result, someOf, T_ANY } from './parameter.js';

/** Conversions to simple types. What cannot be converted is recorded and absent. */
export const SCALAR_CONVERSIONS: readonly FunctionDefinition[] = [
  {
    name: 'toBool',
    group: 'conversion',
    description: 'True for the text "true", a number other than 0 and true itself; false for everything else.',
    example: { expression: 'toBool("true")', value: 'true' },
    overloads: [
      whenPresent(
        [someOf('string or number or boolean', ['string', 'integer', 'decimal', 'boolean'])],
        result(BOOLEAN),
        () => (given) =>
          typeof given === 'string' ? given === 'true' : given === true || (typeof given !== 'boolean' && given !== 0),
      ),
    ],
  },
  {
    name: 'toInteger',
    group: 'conversion',
    description:
      'The number in a text, a decimal without its fraction, 1 or 0 for a boolean, the epoch milliseconds of a date-time.',
    example: { expression: 'toInteger(1.9)', value: '1' },
    overloads: [
      whenPresent(
        [someOf('string or number or boolean or dateTime', ['string', 'integer', 'decimal', 'boolean', 'dateTime'])],
        result(INTEGER),
        (call) => (given, sink) => {
          if (typeof given === 'bigint') return given;
          if (typeof given === 'boolean') return given ? 1 : 0;
          if (isMoment(given)) return given.ms;
          const number = typeof given === 'number' ? truncate(given) : readIntegerText(String(given));
          return number ?? call.fail(sink, 'conversion', 'toInteger() was given no integer of 64 bits');
        },
      ),
    ],
  },
  {
    name: 'toDecimal',
    group: 'conversion',
    description:
      'The number in a text, an integer as decimal, 1 or 0 for a boolean, the epoch milliseconds of a date-time.',
    example: { expression: 'toDecimal("4.5")', value: '4.5' },
    overloads: [
      whenPresent(
        [someOf('string or number or boolean or dateTime', ['string', 'integer', 'decimal', 'boolean', 'dateTime'])],
        result(DECIMAL),
        (call) => (given, sink) => {
          if (isMoment(given)) return given.ms;
          if (typeof given !== 'string') return Number(given);
          return (
            readDecimalText(given) ?? call.fail(sink, 'conversion', 'toDecimal() was given a text that is no number')
          );
        },
      ),
    ],
  },
  {
    name: 'toString',
    group: 'conversion',
    description: 'Any value as text: a date-time in UTC, a duration in milliseconds, lists and objects as JSON.',
    example: { expression: 'toString(4)', value: '"4"' },
    overloads: [whenPresent([one(T_ANY)], result(STRING), () => stringForm)],
  },
];
