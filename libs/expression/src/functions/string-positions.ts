import { INTEGER, STRING } from '../shape/field-shape.js';
import { characterIndex, characters, countCharacters } from '../value/characters.js';
import { type FunctionDefinition, whenPresent } from './function-definition.js';
import { result, TEXT, WHOLE } from './parameter.js';

/** Functions that count characters, each as one whatever its encoding; the first has the position 0. */
export const STRING_POSITIONS: readonly FunctionDefinition[] = [
  {
    name: 'length',
    group: 'string',
    description: 'How many characters a text has.',
    example: { expression: `length("Hello World")`, value: '11' },
    overloads: [whenPresent([TEXT], result(INTEGER), () => countCharacters)],
  },
  {
    name: 'indexOf',
    group: 'string',
    description: 'The position at which the second text first occurs in the first, or -1.',
    example: { expression: `indexOf("Hello", "l")`, value: '2' },
    overloads: [
      whenPresent([TEXT, TEXT], result(INTEGER), () => (text, part) => characterIndex(text, text.indexOf(part))),
    ],
  },
  {
    name: 'lastIndexOf',
    group: 'string',
    description: 'The position at which the second text last occurs in the first, or -1.',
    example: { expression: `lastIndexOf("Hello", "l")`, value: '3' },
    overloads: [
      whenPresent([TEXT, TEXT], result(INTEGER), () => (text, part) => characterIndex(text, text.lastIndexOf(part))),
    ],
  },
  {
    name: 'substr',
    group: 'string',
    description:
      'The part of a text from one position up to, not including, another or the end. Positions beyond the text mean its ends.',
    example: { expression: `substr("Hello World", 6)`, value: '"World"' },
    overloads: [
      whenPresent(
        [TEXT, WHOLE],
        result(STRING),
        () => (text, begin) => part(text, Number(begin), Number.MAX_SAFE_INTEGER),
      ),
      whenPresent(
        [TEXT, WHOLE, WHOLE],
        result(STRING),
        () => (text, begin, end) => part(text, Number(begin), Number(end)),
      ),
    ],
  },
];

function part(text: string, begin: number, end: number): string {
  const from = Math.max(0, begin);
  return characters(text).slice(from, Math.max(from, end));
}
