import type { Type } from '../shape/field-shape.js';
import { fits } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { Binary } from '../syntax/expression.js';
import type { Checked } from './checked.js';
import { type Checker, refuse } from './checker.js';
import { suggestConversion } from './suggest-conversion.js';

/** What an operator takes: in words, as a rule, and the types into which an operand is worth converting. */
export interface Operands {
  readonly expected: string;
  readonly take: (left: Type, right: Type) => boolean;
  readonly goals: readonly Type[];
}

/** Records that an operator does not take these operands, with the conversion of one of them that it would take. */
export function refuseOperands(checker: Checker, node: Binary, left: Type, right: Type, operands: Operands): Checked {
  const { expected, take, goals } = operands;
  const found = `${typeName(left)} and ${typeName(right)}`;
  const changeLeft = () => {
    const wanted = [right, ...goals].filter((goal) => take(goal, right));
    return suggestConversion(left, wanted, node.left);
  };
  const changeRight = () => {
    const wanted = [left, ...goals].filter((goal) => take(left, goal));
    return suggestConversion(right, wanted, node.right);
  };
  const hint = fits(left, right) ? changeLeft() || changeRight() : changeRight() || changeLeft();
  const span = { span: node.operatorSpan };
  return refuse(checker, span, `${node.operator} needs ${expected} but got ${found}${hint}`, { expected, found });
}
