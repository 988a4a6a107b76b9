import { BOOLEAN } from '../shape/field-shape.js';
import { type CallSite, evenAbsent, type FunctionDefinition, whenPresent } from './function-definition.js';
import { result, TEXT } from './parameter.js';

const YES_OR_NO = result(BOOLEAN);

/** Comparisons of texts. With an absent text the searching ones are `null`; equality and emptiness always answer. */
export const STRING_PREDICATES: readonly FunctionDefinition[] = [
  searching('contain', 'Whether the first text contains the second', `contain("spring sale", "sale")`, (s, t) =>
    s.includes(t),
  ),
  searching(
    'containIgnoreCase',
    'Whether the first text contains the second in any case',
    `containIgnoreCase("spring sale", "SALE")`,
    (s, t) => s.includes(t),
    fold,
  ),
  searching('startWith', 'Whether the first text begins with the second', `startWith("order-17", "order-")`, (s, t) =>
    s.startsWith(t),
  ),
  searching(
    'startWithIgnoreCase',
    'Whether the first text begins with the second in any case',
    `startWithIgnoreCase("order-17", "ORDER")`,
    (s, t) => s.startsWith(t),
    fold,
  ),
  searching('endWith', 'Whether the first text ends with the second', `endWith("photo.png", ".png")`, (s, t) =>
    s.endsWith(t),
  ),
  searching(
    'endWithIgnoreCase',
    'Whether the first text ends with the second in any case',
    `endWithIgnoreCase("photo.PNG", ".png")`,
    (s, t) => s.endsWith(t),
    fold,
  ),
  {
    name: 'equalIgnoreCase',
    group: 'string',
    description: 'Whether two texts are equal in any case; an absent text equals only another absent one.',
    example: { expression: `equalIgnoreCase("Gold", "GOLD")`, value: 'true' },
    overloads: [evenAbsent([TEXT, TEXT], YES_OR_NO, () => equalInAnyCase)],
  },
  {
    name: 'notEqualIgnoreCase',
    group: 'string',
    description: 'Whether two texts differ by more than case; an absent text differs from every present one.',
    example: { expression: `notEqualIgnoreCase("Gold", "GOLD")`, value: 'false' },
    overloads: [evenAbsent([TEXT, TEXT], YES_OR_NO, () => (s, t) => !equalInAnyCase(s, t))],
  },
  {
    name: 'isEmpty',
    group: 'string',
    description: 'Whether a text has no characters; an absent text has none.',
    example: { expression: `isEmpty("")`, value: 'true' },
    overloads: [evenAbsent([TEXT], YES_OR_NO, () => (s) => s === null || s === '')],
  },
  {
    name: 'isNotEmpty',
    group: 'string',
    description: 'Whether a text has characters; an absent text has none.',
    example: { expression: `isNotEmpty("a")`, value: 'true' },
    overloads: [evenAbsent([TEXT], YES_OR_NO, () => (s) => s !== null && s !== '')],
  },
];

function searching(
  name: string,
  description: string,
  expression: string,
  holds: (text: string, part: string) => boolean,
  spelling?: (text: string) => string,
): FunctionDefinition {
  return {
    name,
    group: 'string',
    description: `${description}.`,
    example: { expression, value: 'true' },
    overloads: [whenPresent([TEXT, TEXT], YES_OR_NO, (call) => (spelling ? respelled(call, holds, spelling) : holds))],
  };
}

/** Compares both texts in one spelling; that of a constant part is found once. */
function respelled(
  call: CallSite,
  holds: (text: string, part: string) => boolean,
  spelling: (text: string) => string,
): (text: string, part: string) => boolean {
  const known = call.constants[1];
  if (typeof known !== 'string') return (text, part) => holds(spelling(text), spelling(part));
  const part = spelling(known);
  return (text) => holds(spelling(text), part);
}

const PLAIN = /^[ -~]*$/;

/** One spelling for all cases of a text. Beyond plain letters through upper case first, so that ß and SS meet. */
function fold(text: string): string {
  return (PLAIN.test(text) ? text : text.toUpperCase()).toLowerCase();
}

function equalInAnyCase(s: string | null, t: string | null): boolean {
  return s === t || (s !== null && t !== null && fold(s) === fold(t));
}
