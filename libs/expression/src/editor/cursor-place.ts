import type { Token } from '../syntax/token.js';
import { tokenize } from '../syntax/tokenize.js';

/** What the words around the cursor allow to stand there. */
export interface CursorPlace {
  /** The word being written, if the cursor touches one. */
  readonly word: Token | undefined;
  /** `operand`: a value begins here; `operator`: one has ended; `test`: after `is`; `option`: after a reference's comma;
   * `name`: something is named here; `text`: the cursor stands inside a string. */
  readonly expects: 'operand' | 'operator' | 'test' | 'has' | 'option' | 'name' | 'text';
  /** The bracket that the cursor stands in, such as `@{`, or nothing at the outermost level. */
  readonly bracket: string | undefined;
}

const REFERENCES = ['@{', '#{', '@action{'];
const OPERATOR_WORDS = new Set(['and', 'or', 'not', 'if', 'then', 'else']);

/** Reads the place from the words before the cursor alone, so it works in text that is not complete. */
export function placeOfCursor(text: string, offset: number): CursorPlace {
  const tokens = tokenize(text).tokens.filter((token) => token.kind !== 'end' && token.span.from < offset);
  const last = tokens.at(-1);
  const word = last && last.kind === 'name' && last.span.to >= offset ? last : undefined;
  const before = word ? tokens.slice(0, -1) : tokens;
  const bracket = openBracket(before);
  const inString = last?.kind === 'string' && (offset < last.span.to || !isClosed(text, last));
  return { word, bracket, expects: inString ? 'text' : expectedAfter(before.at(-1), bracket) };
}

function isClosed(text: string, { span }: Token): boolean {
  return span.to - span.from > 1 && text.charAt(span.to - 1) === text.charAt(span.from);
}

function openBracket(tokens: readonly Token[]): string | undefined {
  const open: string[] = [];
  for (const { kind, value } of tokens) {
    if (kind !== 'symbol') continue;
    if (/[({[]$/.test(value)) open.push(value);
    else if (/^[)}\]]$/.test(value)) open.pop();
  }
  return open.at(-1);
}

function expectedAfter(last: Token | undefined, bracket: string | undefined): CursorPlace['expects'] {
  if (!last) return 'operand';
  if (last.kind === 'symbol') {
    if (REFERENCES.includes(last.value) || last.value === '.' || last.value === '{') return 'name';
    if (last.value === ',' && bracket !== undefined && REFERENCES.includes(bracket)) return 'option';
    if (last.value === ',' && bracket === '{') return 'name';
    return /^[)}\]]$/.test(last.value) ? 'operator' : 'operand';
  }
  if (bracket !== undefined && REFERENCES.includes(bracket)) return 'name';
  if (last.kind !== 'name') return 'operator';
  if (last.value === 'is') return 'test';
  if (last.value === 'has') return 'has';
  return OPERATOR_WORDS.has(last.value) ? 'operand' : 'operator';
}
