import type { Expression, Missing, Span } from './expression.js';
import { type ExpressionIssue, issueAt } from './expression-issue.js';
import { describeToken, type Token } from './token.js';

/** The parser's place in the text. Its parts share one; nothing else is remembered between them. */
export interface TokenCursor {
  readonly issues: ExpressionIssue[];
  /** The token under the cursor. */
  peek(): Token;
  /** The token `ahead` places further. */
  peekAt(ahead: number): Token;
  /** Moves on, never past the end. */
  next(): Token;
  /** True and moves on when the token is this symbol or word. */
  take(value: string): boolean;
  /** As `take`, with an issue when the token is another one. */
  expect(value: string, purpose: string): boolean;
  /** The span from a token's start up to the token last read. */
  spanFrom(start: Span): Span;
  /** Passes over everything up to the end. */
  finish(): void;
  /** The empty place right after the token last read, where something is missing. */
  gap(): Span;
  /** Records an issue at the token under the cursor; at most one for one place. */
  fail(expected: string, message?: string): void;
  /** A node for what is not there. */
  missing(expected: string): Missing;
  /** An expression at the lowest precedence, one level deeper. */
  expression(): Expression;
  /** Reads one level deeper, or nothing at all beyond the limit. */
  nested(read: () => Expression): Expression;
}

/** True for the token of a symbol or word, never for a string with the same text. */
export function isToken(token: Token, value: string): boolean {
  return token.value === value && (token.kind === 'symbol' || token.kind === 'name');
}

export function cursorOver(
  tokens: readonly Token[],
  issues: ExpressionIssue[],
  parse: Pick<TokenCursor, 'nested'> & { operators(cursor: TokenCursor): Expression },
): TokenCursor {
  const [first] = tokens;
  if (!first) throw new RangeError('a list of tokens ends with the token "end"');
  let at = 0;
  let last = first;
  let failedAt = -1;
  const peekAt = (ahead: number): Token => tokens[Math.min(at + ahead, tokens.length - 1)] ?? first;
  const cursor: TokenCursor = {
    issues,
    peek: () => peekAt(0),
    peekAt,
    next() {
      last = peekAt(0);
      if (at < tokens.length - 1) at += 1;
      return last;
    },
    take(value) {
      if (!isToken(peekAt(0), value)) return false;
      cursor.next();
      return true;
    },
    expect(value, purpose) {
      if (cursor.take(value)) return true;
      cursor.fail(`"${value}"`, `expected "${value}" ${purpose} but found ${describeToken(peekAt(0))}`);
      return false;
    },
    spanFrom: (start) => ({ ...start, to: Math.max(start.to, last.span.to) }),
    finish() {
      at = tokens.length - 1;
    },
    gap() {
      const { from, to, line, column } = last.span;
      return { from: to, to, line, column: column + to - from };
    },
    fail(expected, message) {
      const token = peekAt(0);
      if (failedAt === at || (token.kind === 'broken' && issues.length > 0)) return;
      failedAt = at;
      const found = describeToken(token);
      issues.push(issueAt(token.span, message ?? `expected ${expected} but found ${found}`, { expected, found }));
    },
    missing(expected) {
      cursor.fail(expected);
      return { kind: 'missing', span: cursor.gap() };
    },
    expression: () => parse.nested(() => parse.operators(cursor)),
    nested: parse.nested,
  };
  return cursor;
}
