import { ANY, DECIMAL, DURATION, STRING, type Type } from '../shape/field-shape.js';
import { isNumber } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { Binary, Unary } from '../syntax/expression.js';
import { duration } from '../value/moment.js';
import type { Checked, Operation } from './checked.js';
import { type Checker, checked, refuse } from './checker.js';
import { convertTo } from './convert.js';
import { refuseOperands } from './refuse-operands.js';

type Operator = '+' | '-' | '*' | '/' | '%';

/** What an operator does with two types: the operation, its result, and what its operands are read as. */
interface Rule {
  readonly operation: Operation;
  readonly type: Type;
  readonly left: Type;
  readonly right: Type;
}

export function checkArithmetic(checker: Checker, node: Binary, operator: Operator): Checked {
  const left = checker.check(node.left);
  const right = checker.check(node.right);
  const rule = ruleFor(operator, left.type, right.type);
  if (!rule)
    return refuseOperands(checker, node, left.type, right.type, {
      expected: EXPECTED[operator],
      take: (one, other) => ruleFor(operator, one, other) !== undefined,
      goals: [DURATION],
    });
  return checked(node, rule.type, {
    kind: 'arithmetic',
    operation: rule.operation,
    left: convertTo(left, rule.left),
    right: convertTo(right, rule.right),
  });
}

/** A sign is a subtraction from nothing. */
export function checkNegation(checker: Checker, node: Unary): Checked {
  const operand = checker.check(node.operand);
  const type = operand.type.kind === 'any' ? DECIMAL : operand.type;
  const found = typeName(type);
  const rule = ruleFor('-', type, type);
  if (!rule) return refuse(checker, node, `- needs a number but got ${found}`, { expected: 'a number', found });
  const nothing: Checked = {
    kind: 'constant',
    type,
    value: type.kind === 'duration' ? duration(0) : 0,
    span: node.span,
  };
  const { operation } = rule;
  return checked(node, type, { kind: 'arithmetic', operation, left: nothing, right: convertTo(operand, type) });
}

const EXPECTED: Readonly<Record<Operator, string>> = {
  '+': 'two numbers, a string, or a dateTime, dateTimeOnly or duration and a duration',
  '-': 'two numbers, or a date or duration and a duration',
  '*': 'two integers or two decimals',
  '/': 'two numbers',
  '%': 'two numbers',
};

function ruleFor(operator: Operator, left: Type, right: Type): Rule | undefined {
  if (operator === '+' && (left.kind === 'string' || right.kind === 'string'))
    return { operation: 'concatenate', type: STRING, left, right };
  if (operator === '+' && left.kind === 'any' && right.kind === 'any')
    return { operation: 'addUnknown', type: ANY, left, right };
  if ((operator === '+' || operator === '-') && (isTime(left) || isTime(right)))
    return timeRule(operator, left.kind === 'any' ? DURATION : left, right);
  return numberRule(operator, numberBeside(left, right), numberBeside(right, left));
}

const TIMES = ['dateTime', 'dateTimeOnly', 'dateOnly', 'duration'];

function isTime(type: Type): boolean {
  return TIMES.includes(type.kind);
}

/** Durations move date-times and other durations; a day has no hours that could be added, but going back is defined. */
function timeRule(operator: '+' | '-', left: Type, right: Type): Rule | undefined {
  if (right.kind !== 'duration' && right.kind !== 'any') return undefined;
  if (!isTime(left) || (operator === '+' && left.kind === 'dateOnly')) return undefined;
  return { operation: operator === '+' ? 'addDuration' : 'subtractDuration', type: left, left, right: DURATION };
}

/** An operand of unknown type is read as the number that the other one is. */
function numberBeside(type: Type, other: Type): Type {
  if (type.kind !== 'any') return type;
  return isNumber(other) ? other : DECIMAL;
}

function numberRule(operator: Operator, left: Type, right: Type): Rule | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (operator === '/') return { operation: 'divide', type: DECIMAL, left, right };
  const same = left.kind === right.kind;
  if (operator === '*' && !same) return undefined;
  const type = same ? left : DECIMAL;
  return { operation: OPERATIONS[operator][type.kind === 'integer' ? 0 : 1], type, left: type, right: type };
}

const OPERATIONS: Readonly<Record<Exclude<Operator, '/'>, readonly [Operation, Operation]>> = {
  '+': ['addInteger', 'addDecimal'],
  '-': ['subtractInteger', 'subtractDecimal'],
  '*': ['multiplyInteger', 'multiplyDecimal'],
  '%': ['remainderInteger', 'remainderDecimal'],
};
