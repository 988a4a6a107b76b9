import { closeAfter } from './close-bracket.js';
import type { PathStep, Span } from './expression.js';
import { isToken, type TokenCursor } from './token-cursor.js';

/** Reads `.field`, `.'quoted field'`, `.all(…)`, `.entry(…)` and so on, as long as dots follow. */
export function parsePath(cursor: TokenCursor): PathStep[] {
  const steps: PathStep[] = [];
  while (cursor.take('.')) steps.push(parseStep(cursor));
  return steps;
}

/** A step is a field unless a bracket follows its name, so fields called `first` or `keys` stay reachable. */
function parseStep(cursor: TokenCursor): PathStep {
  const token = cursor.peek();
  if (token.kind === 'name' && isToken(cursor.peekAt(1), '(')) {
    const step = STEPS.get(token.value);
    if (step) {
      cursor.next();
      cursor.next();
      return step(cursor, token.span);
    }
  }
  if (token.kind === 'name' || token.kind === 'string') {
    cursor.next();
    if (isToken(cursor.peek(), '('))
      cursor.fail(
        'a path function',
        `${token.value}() is no path function; there are ${[...STEPS.keys()].map((name) => `${name}()`).join(', ')}`,
      );
    return { kind: 'field', name: token.value, span: token.span };
  }
  const isNumber = token.kind === 'integer' || token.kind === 'decimal';
  cursor.fail(
    'a field name',
    isNumber ? `a field name that begins with a digit is quoted: "${token.value}"` : undefined,
  );
  const passed = isNumber || token.kind === 'broken';
  const span = passed ? token.span : cursor.gap();
  if (passed) cursor.next();
  return { kind: 'field', name: '', span };
}

type ReadStep = (cursor: TokenCursor, start: Span) => PathStep;

const STEPS: ReadonlyMap<string, ReadStep> = new Map<string, ReadStep>([
  ['all', collection('all')],
  ['first', collection('first')],
  ['last', collection('last')],
  ['at', (cursor, start) => ({ kind: 'at', index: argument(cursor, 'at'), span: cursor.spanFrom(start) })],
  ['entry', (cursor, start) => ({ kind: 'entry', key: argument(cursor, 'entry'), span: cursor.spanFrom(start) })],
  ['firstEntryKey', map('firstEntryKey')],
  ['keys', map('keys')],
  ['values', map('values')],
]);

function collection(kind: 'all' | 'first' | 'last'): ReadStep {
  return (cursor, start) => {
    if (cursor.take(')')) return { kind, condition: undefined, span: cursor.spanFrom(start) };
    return { kind, condition: argument(cursor, kind), span: cursor.spanFrom(start) };
  };
}

function map(kind: 'firstEntryKey' | 'keys' | 'values'): ReadStep {
  return (cursor, start) => {
    closeAfter(cursor, ')', `because ${kind}() takes nothing`);
    return { kind, span: cursor.spanFrom(start) };
  };
}

function argument(cursor: TokenCursor, step: string) {
  const expression = cursor.expression();
  closeAfter(cursor, ')', `to close ${step}()`);
  return expression;
}
