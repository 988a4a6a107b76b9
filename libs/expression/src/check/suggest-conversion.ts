import { FUNCTIONS } from '../functions/functions.js';
import { instantiate, UNBOUND } from '../functions/pattern.js';
import type { Type } from '../shape/field-shape.js';
import { fits } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { Expression } from '../syntax/expression.js';
import { format } from '../syntax/format.js';

/** Longest text that a hint repeats. */
const LONGEST_HINT = 200;

/** `; did you mean toString(…)?` when a function of one argument turns the type into a wanted one, or nothing. */
export function suggestConversion(type: Type, wanted: readonly Type[], node: Expression): string {
  if (node.span.to - node.span.from > LONGEST_HINT) return '';
  for (const goal of wanted) {
    const name = conversionName(type, goal);
    if (name) return `; did you mean ${name}(${format(node)})?`;
  }
  return '';
}

function conversionName(type: Type, goal: Type): string | undefined {
  if (goal.kind === 'any' || type.kind === 'any' || goal.kind === type.kind) return undefined;
  return FUNCTIONS.filter((definition) => definition.group === 'conversion').find((definition) =>
    definition.overloads.some(({ takes, gives }) => {
      const [parameter] = takes;
      if (takes.length !== 1 || !parameter || gives.is === 'decided') return false;
      if (typeName(instantiate(gives, UNBOUND)) !== typeName(goal)) return false;
      const { pattern } = parameter;
      if (pattern.is === 'variable') return pattern.among?.includes(type.kind) ?? true;
      return pattern.is === 'type' && fits(type, pattern.type);
    }),
  )?.name;
}
