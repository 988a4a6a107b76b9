import { issueAt } from './expression-issue.js';
import type { Token } from './token.js';
import type { Source } from './tokenize.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const CODE_UNIT = /[0-9A-Fa-f]{4}/y;

/** Reads a string literal that begins at `start`. An unclosed one reaches to the end of the text. */
export function scanString(source: Source, start: number): Token {
  const { text } = source;
  const quote = text.charAt(start);
  const begin = source.span(start, start);
  let value = '';
  let at = start + 1;
  let run = at;
  let flawed = false;
  while (at < text.length && text.charAt(at) !== quote) {
    if (text.charAt(at) !== '\\') {
      at += 1;
      continue;
    }
    const read = readEscape(text, at);
    if (read.flaw && !flawed) source.issues.push(issueAt(source.span(at, read.to), read.flaw));
    flawed ||= read.flaw !== undefined;
    value += text.slice(run, at) + read.value;
    at = read.to;
    run = at;
  }
  value += text.slice(run, at);
  const closed = at < text.length;
  const span = { ...begin, to: closed ? at + 1 : at };
  if (!closed)
    source.issues.push(
      issueAt(span, `the string is not closed; ${quote} is missing`, { expected: quote, found: 'the end of the text' }),
    );
  return { kind: 'string', value, span };
}

/** What an escape stands for. A `flaw` says what is wrong with it; of those in one string the first is reported. */
function readEscape(text: string, at: number): { value: string; to: number; flaw?: string } {
  const letter = text.charAt(at + 1);
  const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (plain !== undefined) return { value: plain, to: at + 2 };
  if (letter === 'u') {
    CODE_UNIT.lastIndex = at + 2;
    const digits = CODE_UNIT.exec(text)?.[0];
    if (!digits)
      return { value: letter, to: at + 2, flaw: '"\\u" stands before four hexadecimal digits, as in "\\u00e9"' };
    return { value: String.fromCharCode(Number.parseInt(digits, 16)), to: at + 6 };
  }
  if (letter === '') return { value: '', to: at + 1 };
  const flaw = `"\\${letter}" is no escape; write "\\\\${letter}" for a backslash followed by ${letter}`;
  return { value: letter, to: at + 2, flaw };
}
