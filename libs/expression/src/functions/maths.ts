import { DECIMAL, INTEGER } from '../shape/field-shape.js';
import { truncate } from '../value/integer.js';
import { type FunctionDefinition, inContext, whenPresent } from './function-definition.js';
import { FRACTION, result, WHOLE } from './parameter.js';

export const MATHS: readonly FunctionDefinition[] = [
  {
    name: 'random',
    group: 'maths',
    description: 'A number from 0 to below 1, another one each time.',
    example: { expression: 'random()', value: '0.73' },
    overloads: [inContext([], result(DECIMAL), () => (context) => context.random())],
  },
  {
    name: 'round',
    group: 'maths',
    description: 'The closest integer; half-way numbers go up.',
    example: { expression: 'round(3.54)', value: '4' },
    overloads: [
      whenPresent([WHOLE], result(INTEGER), () => (number) => number),
      whenPresent([FRACTION], result(INTEGER), (call) => (number, sink) => {
        const rounded = truncate(Math.round(number));
        return rounded ?? call.fail(sink, 'overflow', 'the number is beyond the integers');
      }),
    ],
  },
];
