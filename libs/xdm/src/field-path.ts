import { isSafeFieldName } from './field-name.js';

/** The way to a field: names of fields, and numbers for the elements of lists. */
export type FieldPath = ReadonlyArray<string | number>;

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** One step: a plain name, a quoted one (the quote or a backslash inside escaped by a backslash), or a list index. */
const STEP = /(?:^|(?<!^)\.)(?:([A-Za-z_][A-Za-z0-9_-]*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")|\[(\d{1,9})\]/gy;

/**
 * Reads a field path such as `person.name`, `weather.rain.'3h'` or `products[0].sku`. `null` for anything else, and for
 * names that would reach an object's prototype.
 */
export function parsePath(text: string): FieldPath | null {
  const path: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(STEP)) {
    const [whole, plain, single, double, index] = match;
    const name = plain ?? (single ?? double)?.replace(/\\(.)/g, '$1');
    if (name === undefined && path.length === 0) return null;
    path.push(name ?? Number(index));
    end = match.index + whole.length;
  }
  const isWhole = end === text.length && path.length > 0;
  return isWhole && path.every((step) => typeof step === 'number' || isSafeFieldName(step)) ? path : null;
}

/** The text that `parsePath` reads as this path. */
export function formatPath(path: FieldPath): string {
  return path
    .map((step, depth) => {
      if (typeof step === 'number') return `[${step}]`;
      const name = PLAIN_NAME.test(step) ? step : `'${step.replace(/['\\]/g, '\\$&')}'`;
      return depth === 0 ? name : `.${name}`;
    })
    .join('');
}
