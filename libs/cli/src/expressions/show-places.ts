import stringWidth from 'string-width';

/** Something about a part of an expression: offsets `[from, to)` in its text. */
export interface Remark {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** For every remark its place, the line of the text that it is about, and a marker below the part that is meant. */
export function showPlaces(text: string, remarks: readonly Remark[]): string[] {
  return remarks.flatMap(({ from, to, message }) => {
    const { line, column } = placeOf(text, from);
    return [`line ${line}, column ${column}: ${message}`, ...marked(text, from, to).map((shown) => `  ${shown}`)];
  });
}

/** Line and column of an offset, both from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const linesBefore = text.slice(0, offset).split('\n');
  return { line: linesBefore.length, column: (linesBefore.at(-1) ?? '').length + 1 };
}

/** A part that goes on in the next line is marked to the end of its first; an empty one still gets a caret. */
function marked(text: string, from: number, to: number): [line: string, marker: string] {
  const start = from - placeOf(text, from).column + 1;
  const line = (text.slice(start).split('\n')[0] ?? '').trimEnd();
  const part = line.slice(from - start, to - start);
  return [line, blank(text.slice(start, from)) + '^'.repeat(Math.max(1, stringWidth(part)))];
}

/** As wide as the text on a terminal; its tabs stay, since nobody knows how far they reach. */
function blank(text: string): string {
  return text
    .split('\t')
    .map((part) => ' '.repeat(stringWidth(part)))
    .join('\t');
}
