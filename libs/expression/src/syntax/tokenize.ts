import type { Span } from './expression.js';
import { type ExpressionIssue, issueAt } from './expression-issue.js';
import { scanString } from './scan-string.js';
import type { Token } from './token.js';

/** The text being read. Lines are counted on the way, so spans are asked for with rising `from`. */
export interface Source {
  readonly text: string;
  readonly issues: ExpressionIssue[];
  span(from: number, to: number): Span;
}

/** The longest first, since the first that fits is taken. */
const SYMBOLS = ['@action{', '@{', '#{', '==', '!=', '>=', '<=', ...'-+*/%<>()[]{}.,:'];
const SYMBOLS_BY_START: ReadonlyMap<string, readonly string[]> = new Map(
  SYMBOLS.map((symbol) => [symbol.charAt(0), SYMBOLS.filter((other) => other.charAt(0) === symbol.charAt(0))]),
);
const HYPHEN = 45;
const POINT = 46;

/** A hyphen belongs to the name of a field and separates everywhere else. */
const BEFORE_PATH_NAME = new Set(['.', '@{', '#{', '@action{']);

/** Reads the whole text into tokens, the last being `end`. What cannot be read becomes a `broken` token and an issue. */
export function tokenize(text: string): { tokens: Token[]; issues: ExpressionIssue[] } {
  const source = sourceOf(text);
  const tokens: Token[] = [];
  let last: Token | undefined;
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, last.span.to)) {
    last = readToken(source, at, last?.kind === 'symbol' && BEFORE_PATH_NAME.has(last.value));
    tokens.push(last);
  }
  tokens.push({ kind: 'end', value: '', span: source.span(text.length, text.length) });
  return { tokens, issues: source.issues };
}

function sourceOf(text: string): Source {
  let line = 1;
  let lineStart = 0;
  let lineEnd = text.indexOf('\n');
  return {
    text,
    issues: [],
    span(from, to) {
      while (lineEnd !== -1 && lineEnd < from) {
        line += 1;
        lineStart = lineEnd + 1;
        lineEnd = text.indexOf('\n', lineStart);
      }
      return { from, to, line, column: from - lineStart + 1 };
    },
  };
}

function readToken(source: Source, at: number, inPath: boolean): Token {
  const { text } = source;
  const code = text.charCodeAt(at);
  if (code === 34 || code === 39) return scanString(source, at);
  if (isNameStart(code)) {
    let to = at + 1;
    while (isNamePart(text.charCodeAt(to)) || (inPath && text.charCodeAt(to) === HYPHEN)) to += 1;
    return { kind: 'name', value: text.slice(at, to), span: source.span(at, to) };
  }
  if (isDigit(code)) return readNumber(source, at);
  const symbol = SYMBOLS_BY_START.get(text.charAt(at))?.find((candidate) => text.startsWith(candidate, at));
  if (symbol) return { kind: 'symbol', value: symbol, span: source.span(at, at + symbol.length) };
  return readBroken(source, at);
}

function readNumber(source: Source, at: number): Token {
  const { text } = source;
  const whole = endOfDigits(text, at);
  const fraction = text.charCodeAt(whole) === POINT ? endOfDigits(text, whole + 1) : whole;
  const to = fraction > whole + 1 ? fraction : whole;
  let tail = to;
  while (isNamePart(text.charCodeAt(tail)) || text.charCodeAt(tail) === POINT) tail += 1;
  const value = text.slice(at, tail);
  const span = source.span(at, tail);
  if (tail === to) return { kind: to === whole ? 'integer' : 'decimal', value, span };
  const message = `"${value}" is not a number; write 42 or 3.14, and quote a field name that begins with a digit`;
  source.issues.push(issueAt(span, message, { expected: 'a number', found: `"${value}"` }));
  return { kind: 'broken', value, span };
}

const WRITTEN_INSTEAD: Readonly<Record<string, string>> = {
  '=': '==',
  '!': 'not',
  '&': 'and',
  '|': 'or',
  '@': '@{Event.field}',
  '#': '#{DataSource.fieldGroup.field}',
};

/** Characters without meaning in a row are one flaw. */
function readBroken(source: Source, at: number): Token {
  const { text } = source;
  let to = at + 1;
  while (to < text.length && isMeaningless(text, to)) to += 1;
  const value = text.slice(at, to);
  const span = source.span(at, to);
  const instead = WRITTEN_INSTEAD[text.charAt(at)];
  const shown = value.length > 20 ? `${value.slice(0, 20)}…` : value;
  const message = `"${shown}" has no meaning here${instead ? `; did you mean ${instead}?` : ''}`;
  source.issues.push(issueAt(span, message, { found: `"${shown}"` }));
  return { kind: 'broken', value, span };
}

function isMeaningless(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const character = text.charAt(at);
  if (isSpace(code) || isNamePart(code) || code === 34 || code === 39) return false;
  return !SYMBOLS_BY_START.has(character) || character === '@' || character === '#';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Plain white space, and what is pasted along from web pages: no-break and zero-width spaces, byte order marks. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x200b || code === 0xfeff;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}
