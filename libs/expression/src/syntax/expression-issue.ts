import type { Span } from './expression.js';

/** What is wrong with an expression and where: line and column from 1, offsets `[from, to)`. */
export interface ExpressionIssue {
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
}

export function issueAt(
  span: Span,
  message: string,
  more: { expected?: string; found?: string } = {},
): ExpressionIssue {
  return { line: span.line, column: span.column, from: span.from, to: span.to, message, ...more };
}

/** One line for logs, terminals and problem documents. */
export function describeIssue(issue: ExpressionIssue): string {
  return `line ${issue.line}, column ${issue.column}: ${issue.message}`;
}
