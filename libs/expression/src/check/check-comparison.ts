import { BOOLEAN, DECIMAL, type Type } from '../shape/field-shape.js';
import { isNumber, isOrdered, joinTypes } from '../shape/join-types.js';
import type { Binary, Expression } from '../syntax/expression.js';
import type { Checked, OrderingOperator } from './checked.js';
import { type Checker, checked } from './checker.js';
import { convertTo } from './convert.js';
import { type Operands, refuseOperands } from './refuse-operands.js';

export function checkEquality(checker: Checker, node: Binary): Checked {
  const left = checker.check(node.left);
  const right = checker.check(node.right);
  const type = joinTypes(left.type, right.type);
  if (!type) return refuseOperands(checker, node, left.type, right.type, EQUAL);
  observeChoice(checker, node.right, left.type);
  observeChoice(checker, node.left, right.type);
  const negated = node.operator === '!=';
  return checked(node, BOOLEAN, {
    kind: 'equality',
    negated,
    left: convertTo(left, comparable(type, left.type)),
    right: convertTo(right, comparable(type, right.type)),
  });
}

function observeChoice(checker: Checker, node: Expression, other: Type): void {
  if (node.kind === 'literal' && 'labels' in other && other.labels) checker.observe.choice(node.span, other.labels);
}

const EQUAL: Operands = {
  expected: 'two values of one type',
  take: (left, right) => joinTypes(left, right) !== undefined,
  goals: [],
};

const ORDERED: Operands = {
  expected: 'two numbers, or two dates or durations of one type',
  take(left, right) {
    const type = joinTypes(left, right);
    return type !== undefined && canBeOrdered(type);
  },
  goals: [],
};

function canBeOrdered(type: Type): boolean {
  return type.kind === 'any' || isOrdered(type);
}

export function checkOrdering(checker: Checker, node: Binary, operator: OrderingOperator): Checked {
  const left = checker.check(node.left);
  const right = checker.check(node.right);
  const type = joinTypes(left.type, right.type);
  if (!type || !canBeOrdered(type)) return refuseOperands(checker, node, left.type, right.type, ORDERED);
  return checked(node, BOOLEAN, {
    kind: 'ordering',
    operator,
    left: convertTo(left, comparable(type, left.type)),
    right: convertTo(right, comparable(type, right.type)),
  });
}

/** An integer is compared with a decimal as it is, exactly; an unknown operand may then be any number. */
function comparable(joined: Type, own: Type): Type {
  if (own.kind === 'any') return isNumber(joined) ? DECIMAL : joined;
  return isNumber(own) ? own : joined;
}
