import type { Span } from './expression.js';

/** What the lexer yields. `value` of a number keeps its digits: only the parser knows whether a minus stands before them. */
export type Token =
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'integer' | 'decimal'; readonly value: string; readonly span: Span }
  | { readonly kind: 'name'; readonly value: string; readonly span: Span }
  | { readonly kind: 'symbol'; readonly value: string; readonly span: Span }
  | { readonly kind: 'broken'; readonly value: string; readonly span: Span }
  | { readonly kind: 'end'; readonly value: ''; readonly span: Span };

/** How a token is called in a message. */
export function describeToken(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the text';
    case 'string':
      return 'a string';
    case 'integer':
    case 'decimal':
      return `the number ${token.value}`;
    case 'name':
    case 'symbol':
    case 'broken':
      return `"${token.value}"`;
    default:
      return token satisfies never;
  }
}
