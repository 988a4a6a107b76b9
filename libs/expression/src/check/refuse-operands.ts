import type { Type } from '../shape/field-shape.js';
import { fits, isOrdered } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { Binary } from '../syntax/expression.js';
import { format } from '../syntax/format.js';
import type { Checked } from './checked.js';
import { type Checker, refuse } from './checker.js';
import { suggestConversion } from './convert.js';

/** Records that an operator does not take these operands, with the conversion that would help. */
export function refuseOperands(checker: Checker, node: Binary, left: Type, right: Type, expected: string): Checked {
  const found = `${typeName(left)} and ${typeName(right)}`;
  const ordering = node.operator.startsWith('<') || node.operator.startsWith('>');
  const helps = (type: Type) => !ordering || isOrdered(type);
  const changeLeft = () => suggestConversion(left, [right].filter(helps), format(node.left));
  const changeRight = () => suggestConversion(right, [left].filter(helps), format(node.right));
  const hint = fits(left, right) ? changeLeft() || changeRight() : changeRight() || changeLeft();
  const span = { span: node.operatorSpan };
  return refuse(checker, span, `${node.operator} needs ${expected} but got ${found}${hint}`, { expected, found });
}
