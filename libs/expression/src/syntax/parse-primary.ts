import { closeAfter } from './close-bracket.js';
import type { Expression, Literal, Span } from './expression.js';
import { issueAt } from './expression-issue.js';
import { parsePath } from './parse-path.js';
import { parseReference } from './parse-reference.js';
import { isToken, type TokenCursor } from './token-cursor.js';

const MAX_INTEGER = 2n ** 63n - 1n;
const MIN_INTEGER = -(2n ** 63n);
const OPERATOR_WORDS = new Set(['and', 'or', 'not', 'is', 'has', 'then', 'else']);
/** The keywords with which a value may begin. */
const VALUE_WORDS = new Set(['true', 'false', 'null', 'not', 'if']);
const ELEMENTS = ['currentEventField', 'currentDataPackField', 'currentActionField'] as const;

/** A value without operators, and the path that may follow it, which continues one that is there already. */
export function parsePrimary(cursor: TokenCursor): Expression {
  const start = cursor.peek().span;
  const object = parseAtom(cursor);
  if (object.kind === 'missing' || object.kind === 'literal' || !isToken(cursor.peek(), '.')) return object;
  const path = parsePath(cursor);
  const span = cursor.spanFrom(start);
  if (object.kind === 'element' || object.kind === 'member')
    return { ...object, path: [...object.path, ...path], span };
  return { kind: 'member', object, path, span };
}

function parseAtom(cursor: TokenCursor): Expression {
  const token = cursor.peek();
  switch (token.kind) {
    case 'string':
      cursor.next();
      return { kind: 'literal', type: 'string', value: token.value, span: token.span };
    case 'integer':
    case 'decimal':
      return parseNumber(cursor);
    case 'name':
      return parseWord(cursor);
    case 'symbol':
      return parseSymbol(cursor);
    case 'broken':
      cursor.next();
      return { kind: 'missing', span: token.span };
    case 'end':
      return cursor.missing('an expression');
    default:
      return token satisfies never;
  }
}

function parseSymbol(cursor: TokenCursor): Expression {
  const { value, span } = cursor.peek();
  if (value === '-') return parseNumber(cursor);
  if (value === '@{' || value === '#{' || value === '@action{') return parseReference(cursor);
  if (value === '(') {
    cursor.next();
    const inner = cursor.expression();
    closeAfter(cursor, ')', 'to close the parenthesis');
    return inner;
  }
  if (value === '[') {
    cursor.next();
    const items = parseItems(cursor, ']', 'to close the list');
    return { kind: 'list', items, span: cursor.spanFrom(span) };
  }
  return cursor.missing('an expression');
}

/** A literal number with the minus before it, so that the least integer can be written. */
function parseNumber(cursor: TokenCursor): Literal {
  const start = cursor.peek().span;
  const sign = cursor.take('-') ? '-' : '';
  const token = cursor.next();
  const span = cursor.spanFrom(start);
  if (token.kind === 'decimal')
    return { kind: 'literal', type: 'decimal', value: finite(cursor, Number(sign + token.value) + 0, span), span };
  const exact = BigInt(sign + token.value);
  if (exact > MAX_INTEGER || exact < MIN_INTEGER) {
    const message = `${sign}${token.value} is beyond the integers (${MIN_INTEGER} to ${MAX_INTEGER})`;
    cursor.issues.push(issueAt(span, message, { expected: 'an integer of 64 bits', found: sign + token.value }));
    return { kind: 'literal', type: 'integer', value: 0, span };
  }
  const value = Number(exact);
  return { kind: 'literal', type: 'integer', value: Number.isSafeInteger(value) ? value + 0 : exact, span };
}

function finite(cursor: TokenCursor, value: number, span: Span): number {
  if (Number.isFinite(value)) return value;
  cursor.issues.push(issueAt(span, 'the number is too large for a decimal', { expected: 'a decimal' }));
  return 0;
}

function parseWord(cursor: TokenCursor): Expression {
  const { value, span } = cursor.peek();
  const keyword = value.toLowerCase();
  if (keyword !== value && VALUE_WORDS.has(keyword)) return parseCapitals(cursor, keyword);
  if (isToken(cursor.peekAt(1), '(') && value !== 'if' && !OPERATOR_WORDS.has(value)) return parseCall(cursor);
  if (OPERATOR_WORDS.has(value)) return cursor.missing('an expression');
  if (value === 'if') return parseConditional(cursor);
  cursor.next();
  if (value === 'true' || value === 'false') return { kind: 'literal', type: 'boolean', value: value === 'true', span };
  if (value === 'null') return { kind: 'literal', type: 'null', value: null, span };
  const element = ELEMENTS.find((name) => name === value);
  if (!element) return unknownWord(cursor, value, span);
  const path = isToken(cursor.peek(), '.') ? parsePath(cursor) : [];
  return { kind: 'element', name: element, path, span: cursor.spanFrom(span) };
}

/** A keyword in capitals is read as what it stands for, so that only it is reported. */
function parseCapitals(cursor: TokenCursor, keyword: string): Expression {
  const { value, span } = cursor.peek();
  const message = `"${value}" is no keyword, keywords are lowercase; did you mean ${keyword}?`;
  cursor.issues.push(issueAt(span, message, { expected: keyword, found: `"${value}"` }));
  if (keyword === 'if') return parseConditional(cursor);
  cursor.next();
  return keyword === 'not' ? cursor.expression() : { kind: 'missing', span };
}

function unknownWord(cursor: TokenCursor, word: string, span: Span): Expression {
  const message = `"${word}" is neither a function call nor a keyword; texts are quoted, fields are written @{Event.field} or #{DataSource.fieldGroup.field}`;
  cursor.issues.push(issueAt(span, message, { expected: 'an expression', found: `"${word}"` }));
  return { kind: 'missing', span };
}

function parseCall(cursor: TokenCursor): Expression {
  const name = cursor.next();
  cursor.next();
  const args = parseItems(cursor, ')', `to close the call of ${name.value}`);
  return { kind: 'call', name: name.value, nameSpan: name.span, args, span: cursor.spanFrom(name.span) };
}

function parseConditional(cursor: TokenCursor): Expression {
  const start = cursor.next().span;
  const condition = parseBranch(cursor, 'after if');
  cursor.expect('then', 'after the condition');
  const whenTrue = parseBranch(cursor, 'after then');
  cursor.expect('else', 'after the first value');
  const whenFalse = parseBranch(cursor, 'after else');
  return { kind: 'conditional', condition, whenTrue, whenFalse, span: cursor.spanFrom(start) };
}

function parseBranch(cursor: TokenCursor, place: string): Expression {
  if (!cursor.expect('(', place)) return cursor.expression();
  const inner = cursor.expression();
  closeAfter(cursor, ')', 'to close the parenthesis');
  return inner;
}

/** Expressions between commas up to the closing bracket, which is read too. */
function parseItems(cursor: TokenCursor, close: string, purpose: string): Expression[] {
  const items: Expression[] = [];
  if (cursor.take(close)) return items;
  do items.push(cursor.expression());
  while (cursor.take(','));
  closeAfter(cursor, close, purpose);
  return items;
}
