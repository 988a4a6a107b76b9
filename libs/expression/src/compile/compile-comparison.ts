import type { Checked, OrderingOperator } from '../check/checked.js';
import type { Moment } from '../value/moment.js';
import { sameValue } from '../value/same-value.js';
import type { Value } from '../value/value.js';
import { type Compiled, type CompileNode, type Evaluate, varying } from './evaluate.js';

type Node<K extends Checked['kind']> = Extract<Checked, { kind: K }>;

export function compileEquality(node: Node<'equality'>, compile: CompileNode<Checked>): Compiled {
  const { negated } = node;
  const left = compile(node.left);
  const right = compile(node.right);
  if (isIdentical(right.constant)) return varying(equalsConstant(left.evaluate, right.constant, negated));
  if (isIdentical(left.constant)) return varying(equalsConstant(right.evaluate, left.constant, negated));
  const one = left.evaluate;
  const other = right.evaluate;
  return varying((context, frame) => sameValue(one(context, frame), other(context, frame)) !== negated);
}

/** Whether only the identical value is the same as this one. A number beyond 2^53 may also equal a big integer. */
function isIdentical(value: Value | undefined): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function equalsConstant(evaluate: Evaluate, constant: Value | undefined, negated: boolean): Evaluate {
  return negated
    ? (context, frame) => evaluate(context, frame) !== constant
    : (context, frame) => evaluate(context, frame) === constant;
}

/** Comparing with `null` is false, whatever the operator. */
export function compileOrdering(node: Node<'ordering'>, compile: CompileNode<Checked>): Compiled {
  const left = compile(node.left);
  const right = compile(node.right);
  const { constant } = right;
  const byTime = isTime(node.left) || isTime(node.right);
  if (!byTime && typeof constant === 'number') return varying(AGAINST_NUMBER[node.operator](left.evaluate, constant));
  return varying(BETWEEN[node.operator](left.evaluate, right.evaluate, byTime ? timeOf : numberOf));
}

function isTime({ type }: Checked): boolean {
  return type.kind !== 'integer' && type.kind !== 'decimal' && type.kind !== 'any';
}

/** What a value is ordered by, or NaN, which no comparison holds for. Numbers and big integers compare by amount. */
type Rank = (value: Value) => number | bigint;

const numberOf: Rank = (value) => (typeof value === 'number' || typeof value === 'bigint' ? value : Number.NaN);

const timeOf: Rank = (value) => (value === null ? Number.NaN : asMoment(value).ms);

/** The checker lets only dates with dates and durations with durations be ordered by time. */
function asMoment(value: Value): Moment {
  return value as Moment;
}

type AgainstNumber = (evaluate: Evaluate, bound: number) => Evaluate;

const AGAINST_NUMBER: Readonly<Record<OrderingOperator, AgainstNumber>> = {
  '>': (evaluate, bound) => (context, frame) => numberOf(evaluate(context, frame)) > bound,
  '>=': (evaluate, bound) => (context, frame) => numberOf(evaluate(context, frame)) >= bound,
  '<': (evaluate, bound) => (context, frame) => numberOf(evaluate(context, frame)) < bound,
  '<=': (evaluate, bound) => (context, frame) => numberOf(evaluate(context, frame)) <= bound,
};

type Between = (left: Evaluate, right: Evaluate, rank: Rank) => Evaluate;

const BETWEEN: Readonly<Record<OrderingOperator, Between>> = {
  '>': (left, right, rank) => (context, frame) => rank(left(context, frame)) > rank(right(context, frame)),
  '>=': (left, right, rank) => (context, frame) => rank(left(context, frame)) >= rank(right(context, frame)),
  '<': (left, right, rank) => (context, frame) => rank(left(context, frame)) < rank(right(context, frame)),
  '<=': (left, right, rank) => (context, frame) => rank(left(context, frame)) <= rank(right(context, frame)),
};
