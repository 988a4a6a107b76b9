/** Escapes, classes, groups and repetitions of a regular expression, and every other character by itself. */
const PARTS = /\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\\\]])*\]|\{(\d{1,4})(?:,(\d{0,4}))?\}|./gs;
/** What opening and closing a group adds. */
const GROUP = 2;

/**
 * About how many instructions a regular expression compiles to, found without compiling it: repetitions are written out,
 * so a short pattern can make a program that takes long to build and to run. Takes time with the square of the text, which
 * is why only patterns of limited length are asked about.
 */
export function patternSize(source: string): number {
  const outer: number[] = [];
  let size = 0;
  let last = 0;
  for (const [part, least, most] of source.matchAll(PARTS)) {
    if (least !== undefined) {
      const times = Math.max(Number(least), Number(most ?? 0), 1);
      size += last * (times - 1);
      last *= times;
    } else if (part === '(') {
      outer.push(size);
      size = 0;
      last = 0;
    } else if (part === ')') {
      last = size + GROUP;
      size = (outer.pop() ?? 0) + last;
    } else if (part === '*' || part === '+' || part === '?') {
      size += 1;
      last += 1;
    } else {
      size += 1;
      last = 1;
    }
  }
  return outer.reduce((sum, one) => sum + one, size);
}
