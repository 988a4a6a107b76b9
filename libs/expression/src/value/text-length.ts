/** Longest text that an expression makes, in UTF-16 code units: repeated joining must not exhaust the memory. */
export const MAX_RESULT_LENGTH = 4 * 1024 * 1024;

/** One text after the other, or `undefined` when that is too long. */
export function joinTexts(first: string, second: string): string | undefined {
  return first.length + second.length > MAX_RESULT_LENGTH ? undefined : first + second;
}

/** All texts with a separator between them, or `undefined` when that is too long. */
export function joinAll(texts: readonly string[], separator: string): string | undefined {
  let length = Math.max(0, texts.length - 1) * separator.length;
  for (const text of texts) length += text.length;
  return length > MAX_RESULT_LENGTH ? undefined : texts.join(separator);
}
