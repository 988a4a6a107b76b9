/** Texts are counted in characters (code points), as people see them; JavaScript counts UTF-16 code units. */
const SURROGATE = /[\ud800-\udfff]/;

export function countCharacters(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The position in characters of an offset in code units; -1 stays -1. */
export function characterIndex(text: string, offset: number): number {
  return offset <= 0 || !SURROGATE.test(text) ? offset : countCharacters(text.slice(0, offset));
}

/** Something that can be cut by positions in characters. */
export function characters(text: string): { slice(from: number, to: number): string } {
  return SURROGATE.test(text) ? { slice: (from, to) => Array.from(text).slice(from, to).join('') } : text;
}
