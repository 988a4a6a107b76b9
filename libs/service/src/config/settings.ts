import { parseDuration } from '@waystream/core';
import { z } from 'zod';

/**
 * Building blocks for settings: each reads the text of one environment variable.
 * The words of a refusal say what would be accepted, because they are all that an operator sees.
 */

/** A whole number between `min` and `max`, both included. */
export function wholeNumber(min: number, max: number) {
  const expected = `expected a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, expected)
    .transform(Number)
    .pipe(z.number().min(min, expected).max(max, expected));
}

/** A list separated by commas; blanks around an entry and empty entries do not count. */
export function commaList() {
  return z.string().transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );
}

/** `true` or `false`, also written as on/off, yes/no, 1/0. */
export function flag() {
  return z.stringbool({ error: 'expected true or false' });
}

/** An ISO-8601 duration such as `PT30S`, read as milliseconds. */
export function durationMs() {
  return z.string().transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== null && ms >= 0) return ms;
    context.addIssue({ code: 'custom', message: 'expected an ISO-8601 duration such as PT30S' });
    return z.NEVER;
  });
}

/** A URL of one of the given schemes. */
export function urlOf(...schemes: [string, ...string[]]) {
  const expected = `expected a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), expected);
}
