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

/** More issues than a person reads at once; reading and checking stop to look for further ones. */
export const MAX_ISSUES = 50;
const LONGEST_MESSAGE = 500;

export function issueAt(
  span: Span,
  message: string,
  more: { expected?: string; found?: string } = {},
): ExpressionIssue {
  const { expected, found } = more;
  return {
    line: span.line,
    column: span.column,
    from: span.from,
    to: span.to,
    message: clipped(message),
    ...(expected !== undefined && { expected: clipped(expected) }),
    ...(found !== undefined && { found: clipped(found) }),
  };
}

/** Messages quote the text they are about, of which a person reads only the beginning. */
function clipped(words: string): string {
  return words.length > LONGEST_MESSAGE ? `${words.slice(0, LONGEST_MESSAGE)}…` : words;
}

/** One line for logs, terminals and problem documents. */
export function describeIssue(issue: ExpressionIssue): string {
  return `line ${issue.line}, column ${issue.column}: ${issue.message}`;
}
