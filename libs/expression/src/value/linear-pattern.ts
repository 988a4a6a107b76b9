import { RE2JS } from 're2js';
import { patternSize } from './pattern-size.js';
import { MAX_RESULT_LENGTH } from './text-length.js';

/** A regular expression of the RE2 kind: its running time grows with the text only, whatever the pattern. */
export interface LinearPattern {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  /** `undefined` when the replacement refers to a group that does not exist, or the result is too long. */
  replaceFirst(text: string, by: string): string | undefined;
  replaceAll(text: string, by: string): string | undefined;
  split(text: string): string[];
}

const LONGEST_PATTERN = 1_000;
/** Largest program of one pattern, and of all constant ones of an expression together, in instructions. */
export const LARGEST_PROGRAM = 4_000;
const PATTERNS_KEPT = 50;

/** Why a regular expression is refused, or `undefined`. */
export function patternFlaw(source: string): string | undefined {
  if (source.length > LONGEST_PATTERN) return `a regular expression has at most ${LONGEST_PATTERN} characters`;
  if (patternSize(source) > LARGEST_PROGRAM) return 'the regular expression repeats too much';
  try {
    RE2JS.compile(source);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    return `the regular expression is not valid: ${reason.replace('error parsing regexp: ', '')}`;
  }
}

/** What a constant pattern adds to the cost of its expression; one that is refused for its length adds nothing. */
export function patternCost(source: string): number {
  return source.length > LONGEST_PATTERN ? 0 : patternSize(source);
}

/** Compiles patterns and remembers the latest of them. `undefined` for one that is not valid. */
export function patternSource(): (source: string) => LinearPattern | undefined {
  let lastSource: string | undefined;
  let last: LinearPattern | undefined;
  const kept = new Map<string, LinearPattern | undefined>();
  return (source) => {
    if (source === lastSource) return last;
    lastSource = source;
    if (kept.has(source)) last = kept.get(source);
    else {
      last = compilePattern(source);
      const [oldest] = kept.keys();
      if (kept.size >= PATTERNS_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(source, last);
    }
    return last;
  };
}

function compilePattern(source: string): LinearPattern | undefined {
  if (patternFlaw(source) !== undefined) return undefined;
  const pattern = RE2JS.compile(source);
  return {
    matches: (text) => pattern.matches(text),
    replaceFirst: (text, by) => replaced(() => pattern.matcher(text).replaceFirst(by, true)),
    replaceAll: (text, by) =>
      isTooLong(pattern, text, by) ? undefined : replaced(() => pattern.matcher(text).replaceAll(by, true)),
    split: (text) => pattern.split(text),
  };
}

/** Whether replacing all matches could exceed the longest text. They are counted only when a rough bound does not tell. */
function isTooLong(pattern: RE2JS, text: string, by: string): boolean {
  const groups = by.split('$').length - 1;
  const withGroups = text.length * (1 + groups);
  if (withGroups + (text.length + 1) * by.length <= MAX_RESULT_LENGTH) return false;
  const matcher = pattern.matcher(text);
  let matches = 0;
  while (matcher.find()) matches += 1;
  return withGroups + matches * by.length > MAX_RESULT_LENGTH;
}

/** The engine throws for a group that the pattern lacks; nothing else can go wrong with a compiled pattern. */
function replaced(replace: () => string): string | undefined {
  try {
    return replace();
  } catch {
    return undefined;
  }
}
