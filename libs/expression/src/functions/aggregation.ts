import type { ErrorSink } from '../evaluation-context.js';
import { DECIMAL } from '../shape/field-shape.js';
import { addIntegers, isInteger } from '../value/integer.js';
import { duration, isMoment } from '../value/moment.js';
import { compareValues } from '../value/same-value.js';
import type { Value } from '../value/value.js';
import {
  type CallSite,
  evenAbsent,
  type FunctionDefinition,
  type Overload,
  whenPresent,
} from './function-definition.js';
import { many, one, type Parameter, result, T_NUMBER, T_ORDERED } from './parameter.js';
import type { Pattern } from './pattern.js';

/** Numbers or durations, which is what can be added up. */
const T_AMOUNT: Pattern = { is: 'variable', name: 'number or duration', among: ['integer', 'decimal', 'duration'] };

/** Functions that make one value of several; absent values count as not given. */
export const AGGREGATIONS: readonly FunctionDefinition[] = [
  {
    name: 'avg',
    group: 'aggregation',
    description: 'The mean of a list or of two numbers without the absent ones; absent when there are none.',
    example: { expression: 'avg([10, 3, 8])', value: '7.0' },
    overloads: ofListOrTwo(T_NUMBER, result(DECIMAL), (call) => (values, sink) => {
      const sum = addUp(values, call, sink);
      return values.length === 0 || sum === null ? null : Number(sum) / values.length;
    }),
  },
  {
    name: 'sum',
    group: 'aggregation',
    description: 'The sum of a list or of two numbers or durations without the absent ones; 0 when there are none.',
    example: { expression: 'sum([10, 3, 8])', value: '21' },
    overloads: ofListOrTwo(T_AMOUNT, T_AMOUNT, (call) => (values, sink) => addUp(values, call, sink)),
  },
  {
    name: 'min',
    group: 'aggregation',
    description: 'The least of a list or of two values without the absent ones; absent when there are none.',
    example: { expression: 'min([10, null, 8])', value: '8' },
    overloads: ofListOrTwo(T_ORDERED, T_ORDERED, () => (values) => extreme(values, -1)),
  },
  {
    name: 'max',
    group: 'aggregation',
    description: 'The greatest of a list or of two values without the absent ones; absent when there are none.',
    example: { expression: 'max([10, null, 8])', value: '10' },
    overloads: ofListOrTwo(T_ORDERED, T_ORDERED, () => (values) => extreme(values, 1)),
  },
];

type Aggregate = (call: CallSite) => (present: readonly Value[], sink: ErrorSink) => Value;

function ofListOrTwo(pattern: Pattern, gives: Pattern, aggregate: Aggregate): Overload[] {
  const list: Parameter<readonly Value[]> = many(pattern);
  return [
    whenPresent([list], gives, (call) => {
      const evaluate = aggregate(call);
      return (values, sink) => evaluate(values.filter(isPresent), sink);
    }),
    evenAbsent([one(pattern), one(pattern)], gives, (call) => {
      const evaluate = aggregate(call);
      return (a, b, sink) => evaluate([a, b].filter(isPresent), sink);
    }),
  ];
}

function isPresent(value: Value): boolean {
  return value !== null;
}

function addUp(values: readonly Value[], call: CallSite, sink: ErrorSink): Value {
  const [nothing, add] = additionOf(call);
  let sum: Value = nothing;
  for (const value of values) {
    sum = add(sum, value);
    if (sum === null) return call.fail(sink, 'overflow', 'the sum cannot be represented');
  }
  return sum;
}

type Add = (a: Value, b: Value) => Value;

/** The sum of nothing and how to add, by the type of what is added. Of unknown numbers the values tell. */
function additionOf({ types: [type] }: CallSite): [nothing: Value, add: Add] {
  const of = type?.kind === 'list' ? type.of : type;
  if (of?.kind === 'duration') return [duration(0), addDurations];
  if (of?.kind === 'decimal') return [0, addDecimals];
  return [0, (a, b) => (isInteger(a) && isInteger(b) ? addIntegers(a, b) : isMoment(b) ? null : addDecimals(a, b))];
}

const addDurations: Add = (a, b) => {
  const ms = isMoment(a) && isMoment(b) ? a.ms + b.ms : Number.NaN;
  return Number.isSafeInteger(ms) ? duration(ms) : null;
};

const addDecimals: Add = (a, b) => {
  const sum = Number(a) + Number(b);
  return Number.isFinite(sum) ? sum : null;
};

function extreme(values: readonly Value[], direction: 1 | -1): Value {
  let found: Value = null;
  for (const value of values) if (found === null || compareValues(value, found) * direction > 0) found = value;
  return found;
}
