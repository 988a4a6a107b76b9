import { BOOLEAN, STRING } from '../shape/field-shape.js';
import { joinTypes } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { Binary, Conditional, Expression, Unary } from '../syntax/expression.js';
import type { Checked } from './checked.js';
import { type Checker, checked, refuse } from './checker.js';
import { convertTo } from './convert.js';
import { suggestConversion } from './suggest-conversion.js';

/** A chain of the same operator becomes one node, so that a long condition is a loop and not a tower of calls. */
export function checkLogic(checker: Checker, node: Binary, operator: 'and' | 'or'): Checked {
  const operands: Checked[] = [];
  let left: Expression = node;
  const rights: Expression[] = [];
  while (left.kind === 'binary' && left.operator === operator) {
    rights.push(left.right);
    left = left.left;
  }
  for (const operand of [left, ...rights.reverse()]) operands.push(checkCondition(checker, operand, operator));
  return checked(node, BOOLEAN, { kind: 'logic', operator, operands });
}

export function checkNot(checker: Checker, node: Unary): Checked {
  return checked(node, BOOLEAN, { kind: 'not', operand: checkCondition(checker, node.operand, 'not') });
}

export function checkConditional(checker: Checker, node: Conditional): Checked {
  const condition = checkCondition(checker, node.condition, 'if');
  const whenTrue = checker.check(node.whenTrue);
  const whenFalse = checker.check(node.whenFalse);
  const type = joinTypes(whenTrue.type, whenFalse.type);
  if (!type) {
    const found = `${typeName(whenTrue.type)} and ${typeName(whenFalse.type)}`;
    const hint = suggestConversion(whenFalse.type, [whenTrue.type, STRING], node.whenFalse);
    const message = `both branches of if must have one type but are ${found}${hint}`;
    return refuse(checker, node.whenFalse, message, { expected: typeName(whenTrue.type), found });
  }
  return checked(node, type, {
    kind: 'conditional',
    condition,
    whenTrue: convertTo(whenTrue, type),
    whenFalse: convertTo(whenFalse, type),
  });
}

function checkCondition(checker: Checker, node: Expression, operator: string): Checked {
  const operand = checker.check(node);
  if (operand.type.kind === 'boolean' || operand.type.kind === 'any') return convertTo(operand, BOOLEAN);
  const found = typeName(operand.type);
  const hint = suggestConversion(operand.type, [BOOLEAN], node);
  return refuse(checker, node, `${operator} needs boolean but got ${found}${hint}`, { expected: 'boolean', found });
}
