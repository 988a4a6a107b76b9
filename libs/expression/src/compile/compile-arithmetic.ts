import type { Checked, Operation } from '../check/checked.js';
import type { EvaluationContext } from '../evaluation-context.js';
import {
  addIntegers,
  type Integer,
  isInteger,
  multiplyIntegers,
  remainderOfIntegers,
  subtractIntegers,
} from '../value/integer.js';
import {
  dateOnly,
  dateTime,
  dateTimeOnly,
  duration,
  isMoment,
  isWritable,
  MOMENT,
  type Moment,
} from '../value/moment.js';
import type { Site } from '../value/read-value.js';
import { joinTexts } from '../value/text-length.js';
import { stringForm } from '../value/to-wire.js';
import type { Value } from '../value/value.js';
import { type Compiled, type CompileNode, varying } from './evaluate.js';

type Present = Exclude<Value, null>;

/** What an operation makes of two values that are there; `undefined` when there is no such number or date. */
type Apply = (left: Present, right: Present) => Value | undefined;

/** With `null` on either side the result is `null`; a result that cannot be represented is recorded and `null` too. */
export function compileArithmetic(
  node: Extract<Checked, { kind: 'arithmetic' }>,
  compile: CompileNode<Checked>,
): Compiled {
  const left = compile(node.left).evaluate;
  const right = compile(node.right).evaluate;
  const apply = OPERATIONS[node.operation];
  const { span } = node;
  return varying((context, frame) => {
    const one = left(context, frame);
    if (one === null) return null;
    const other = right(context, frame);
    if (other === null) return null;
    const value = apply(one, other);
    return value === undefined ? overflow(context, span) : value;
  });
}

function overflow(context: EvaluationContext, { from, to }: Site): null {
  const message = 'there is no such number, date or text: it is undefined or too large';
  context.report({ code: 'overflow', message, from, to });
  return null;
}

const OPERATIONS: Readonly<Record<Operation, Apply>> = {
  concatenate: (left, right) => joinTexts(stringForm(left), stringForm(right)),
  addInteger: (left, right) => addIntegers(integer(left), integer(right)) ?? undefined,
  subtractInteger: (left, right) => subtractIntegers(integer(left), integer(right)) ?? undefined,
  multiplyInteger: (left, right) => multiplyIntegers(integer(left), integer(right)) ?? undefined,
  remainderInteger: (left, right) => remainderOfIntegers(integer(left), integer(right)) ?? undefined,
  addDecimal: (left, right) => finite(Number(left) + Number(right)),
  subtractDecimal: (left, right) => finite(Number(left) - Number(right)),
  multiplyDecimal: (left, right) => finite(Number(left) * Number(right)),
  remainderDecimal: (left, right) => finite(Number(left) % Number(right)),
  divide: (left, right) => (Number(right) === 0 ? 0 : finite(Number(left) / Number(right))),
  addDuration: (left, right) => moved(left, right, 1),
  subtractDuration: (left, right) => moved(left, right, -1),
  addUnknown,
};

/** What the checker calls an integer is one. */
function integer(value: Present): Integer {
  return isInteger(value) ? value : 0;
}

/** Without a minus before zero, which JSON would keep and people would wonder about. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** A date, date-time or duration, forwards or back by a duration. */
function moved(left: Present, right: Present, direction: 1 | -1): Moment | undefined {
  if (!isMoment(left) || !isMoment(right)) return undefined;
  const ms = left.ms + direction * right.ms;
  if (left[MOMENT] === 'duration') return Number.isSafeInteger(ms) ? duration(ms + 0) : undefined;
  if (!isWritable(ms)) return undefined;
  if (left[MOMENT] === 'dateTime') return dateTime(ms, left.zone);
  return left[MOMENT] === 'dateOnly' ? dateOnly(ms) : dateTimeOnly(ms);
}

/** Operands of which nothing was known beforehand: numbers are added, a text takes the other's string form. */
function addUnknown(left: Present, right: Present): Value | undefined {
  if (typeof left === 'string' || typeof right === 'string') return joinTexts(stringForm(left), stringForm(right));
  if (isInteger(left) && isInteger(right)) return addIntegers(left, right) ?? undefined;
  return typeof left === 'number' && typeof right === 'number' ? finite(left + right) : undefined;
}
