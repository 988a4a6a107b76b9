import { STRING } from '../shape/field-shape.js';
import { joinAll, joinTexts } from '../value/text-length.js';
import { type FunctionDefinition, inContext, whenPresent } from './function-definition.js';
import { result, TEXT, TEXTS } from './parameter.js';

const GIVES_TEXT = result(STRING);

/** Functions that make a text out of texts. */
export const STRING_CHANGES: readonly FunctionDefinition[] = [
  {
    name: 'concat',
    group: 'string',
    description: 'Two texts, or all texts of a list, one after the other. Absent items of a list are left out.',
    example: { expression: `concat(["Hello", " ", "World"])`, value: '"Hello World"' },
    overloads: [
      whenPresent(
        [TEXT, TEXT],
        GIVES_TEXT,
        (call) => (first, second, sink) => joinTexts(first, second) ?? call.fail(sink, 'range', 'the text is too long'),
      ),
      whenPresent([TEXTS], GIVES_TEXT, (call) => (texts, sink) => {
        const present = texts.filter((text) => text !== null);
        return joinAll(present, '') ?? call.fail(sink, 'range', 'the text is too long');
      }),
    ],
  },
  change('lower', 'The text in lower case.', `lower("A")`, '"a"', (text) => text.toLowerCase()),
  change('upper', 'The text in upper case.', `upper("b")`, '"B"', (text) => text.toUpperCase()),
  change('trim', 'The text without white space at its ends.', `trim(" Hello ")`, '"Hello"', (text) => text.trim()),
  {
    name: 'uuid',
    group: 'string',
    description: 'A new random identifier each time.',
    example: { expression: 'uuid()', value: '"0b7a4c5e-1f7e-4d7c-9a43-5c1f0f6d2e11"' },
    overloads: [inContext([], GIVES_TEXT, () => (context) => context.newId())],
  },
];

function change(
  name: string,
  description: string,
  expression: string,
  value: string,
  evaluate: (text: string) => string,
): FunctionDefinition {
  const overloads = [whenPresent([TEXT], GIVES_TEXT, () => evaluate)];
  return { name, group: 'string', description, example: { expression, value }, overloads };
}
