import { AGGREGATIONS } from './aggregation.js';
import { AUDIENCES } from './audience.js';
import { DATE_CONVERSIONS } from './conversion-dates.js';
import { SCALAR_CONVERSIONS } from './conversion-scalars.js';
import { COUNTING } from './counting.js';
import { DATE_NOW } from './date-now.js';
import { DATE_PARTS } from './date-parts.js';
import { DATE_WINDOW } from './date-window.js';
import type { FunctionDefinition } from './function-definition.js';
import { LIST_ORDER } from './list-order.js';
import { LIST_SELECTION } from './list-selection.js';
import { MATHS } from './maths.js';
import { STRING_CHANGES } from './string-changes.js';
import { STRING_PATTERNS } from './string-patterns.js';
import { STRING_POSITIONS } from './string-positions.js';
import { STRING_PREDICATES } from './string-predicates.js';

/** Every function of the language, by group. */
export const FUNCTIONS: readonly FunctionDefinition[] = [
  ...AGGREGATIONS,
  ...COUNTING,
  ...SCALAR_CONVERSIONS,
  ...DATE_CONVERSIONS,
  ...DATE_NOW,
  ...DATE_WINDOW,
  ...DATE_PARTS,
  ...LIST_SELECTION,
  ...LIST_ORDER,
  ...MATHS,
  ...STRING_PREDICATES,
  ...STRING_POSITIONS,
  ...STRING_CHANGES,
  ...STRING_PATTERNS,
  ...AUDIENCES,
];

const BY_NAME: ReadonlyMap<string, FunctionDefinition> = new Map(
  FUNCTIONS.map((definition) => [definition.name, definition]),
);

export function functionNamed(name: string): FunctionDefinition | undefined {
  return BY_NAME.get(name);
}
