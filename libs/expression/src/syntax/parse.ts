import type { Expression, Span } from './expression.js';
import { depthOf } from './expression-children.js';
import { type ExpressionIssue, issueAt, MAX_ISSUES } from './expression-issue.js';
import { parseOperators } from './parse-operators.js';
import { describeToken } from './token.js';
import { cursorOver, type TokenCursor } from './token-cursor.js';
import { tokenize } from './tokenize.js';

/** Longest text that is read, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 32_768;
/** How many parentheses, calls and references may stand inside one another. */
export const MAX_NESTING = 200;
/** How many operators may follow one another, so that walking the tree never exhausts the stack. */
export const MAX_DEPTH = 500;

const START: Span = { from: 0, to: 0, line: 1, column: 1 };

/**
 * Reads an expression. Never throws: the tree holds `missing` nodes where text is absent or not understood, and `issues`
 * say so. An expression without issues here still has to be checked against a scope.
 */
export function parse(text: string): { ast: Expression; issues: ExpressionIssue[] } {
  if (text.length > MAX_TEXT_LENGTH)
    return refuse(`the expression has ${text.length} characters; ${MAX_TEXT_LENGTH} are the most`);
  const { tokens, issues } = tokenize(text);
  let nesting = 0;
  let tooDeep: Span | undefined;
  const nested = (read: () => Expression): Expression => {
    if (nesting >= MAX_NESTING) {
      tooDeep ??= cursor.peek().span;
      cursor.finish();
      return { kind: 'missing', span: tooDeep };
    }
    nesting += 1;
    const expression = read();
    nesting -= 1;
    return expression;
  };
  const cursor = cursorOver(tokens, issues, { nested, operators: parseOperators });
  const ast = cursor.expression();
  if (tooDeep) return refuse(`the expression nests deeper than ${MAX_NESTING} levels; split it into several`, tooDeep);
  if (cursor.peek().kind !== 'end') reportRest(cursor);
  if (tokens.length > MAX_DEPTH && depthOf(ast, MAX_DEPTH) > MAX_DEPTH)
    return refuse(`more than ${MAX_DEPTH} operators follow one another; use in(value, [list]) or split the expression`);
  return { ast, issues: inTextOrder(issues) };
}

function refuse(message: string, span: Span = START): { ast: Expression; issues: ExpressionIssue[] } {
  return { ast: { kind: 'missing', span: START }, issues: [issueAt(span, message)] };
}

/** The expression is complete but text goes on: most often an operator in capitals or a bracket too many. */
function reportRest(cursor: TokenCursor): void {
  const token = cursor.peek();
  const lower = token.value.toLowerCase();
  const hint =
    token.kind === 'name' && ['and', 'or', 'not', 'is', 'has', 'then', 'else'].includes(lower) && lower !== token.value
      ? `; did you mean ${lower}?`
      : '';
  cursor.fail(
    'an operator or the end',
    `expected an operator or the end of the text but found ${describeToken(token)}${hint}`,
  );
}

function inTextOrder(issues: readonly ExpressionIssue[]): ExpressionIssue[] {
  return issues.toSorted((one, other) => one.from - other.from).slice(0, MAX_ISSUES);
}
