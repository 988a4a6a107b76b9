import type { BinaryOperator, Expression, TestName } from './expression.js';
import { parsePrimary } from './parse-primary.js';
import { describeToken, type Token } from './token.js';
import { isToken, type TokenCursor } from './token-cursor.js';

/** Binding strengths, lowest first. */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const NEGATION = 7;

const BINARY: ReadonlyMap<string, { operator: BinaryOperator; strength: number }> = new Map(
  [
    [OR, ['or']] as const,
    [AND, ['and']] as const,
    [COMPARISON, ['==', '!=', '>', '>=', '<', '<=']] as const,
    [5, ['+', '-']] as const,
    [6, ['*', '/', '%']] as const,
  ].flatMap(([strength, operators]) => operators.map((operator) => [operator, { operator, strength }] as const)),
);

/** Precedence climbing: an operand, then operators as long as they bind at least as strongly as `strength`. */
export function parseOperators(cursor: TokenCursor, strength = OR): Expression {
  const start = cursor.peek().span;
  let left = parseOperand(cursor, strength);
  for (;;) {
    const token = cursor.peek();
    const binary = token.kind === 'symbol' || token.kind === 'name' ? BINARY.get(token.value) : undefined;
    if (binary && binary.strength >= strength) {
      cursor.next();
      const right = parseOperators(cursor, binary.strength + 1);
      const { operator } = binary;
      left = { kind: 'binary', operator, operatorSpan: token.span, left, right, span: cursor.spanFrom(start) };
    } else if (strength <= COMPARISON && (isToken(token, 'is') || isToken(token, 'has'))) {
      const test = parseTest(cursor);
      left = { kind: 'test', test, testSpan: cursor.spanFrom(token.span), operand: left, span: cursor.spanFrom(start) };
    } else return left;
  }
}

function parseOperand(cursor: TokenCursor, strength: number): Expression {
  const token = cursor.peek();
  if (isToken(token, 'not')) {
    if (strength > NOT)
      cursor.fail('a value', 'not binds weaker than the operator before it; put it in parentheses: (not …)');
    cursor.next();
    return unary(cursor, token, 'not', NOT);
  }
  if (!isToken(token, '-')) return parsePrimary(cursor);
  const number = cursor.peekAt(1).kind;
  if (number === 'integer' || number === 'decimal') return parsePrimary(cursor);
  cursor.next();
  return unary(cursor, token, '-', NEGATION);
}

/** Signs and negations in a row nest, so each one goes through the counted way down. */
function unary(cursor: TokenCursor, token: Token, operator: 'not' | '-', strength: number): Expression {
  const operand = cursor.nested(() => parseOperators(cursor, strength));
  return { kind: 'unary', operator, operand, span: cursor.spanFrom(token.span) };
}

const TESTS = ['numeric', 'integer', 'decimal'] as const;

function parseTest(cursor: TokenCursor): TestName {
  const word = cursor.next().value;
  if (word === 'has') {
    cursor.expect('null', 'after has');
    return 'has null';
  }
  for (const test of TESTS) if (cursor.take(test)) return `is ${test}`;
  if (cursor.take('not')) {
    cursor.expect('null', 'after is not');
    return 'is not null';
  }
  if (!cursor.take('null'))
    cursor.fail(
      'null, not null, numeric, integer or decimal',
      `expected null, not null, numeric, integer or decimal after is but found ${describeToken(cursor.peek())}`,
    );
  return 'is null';
}
