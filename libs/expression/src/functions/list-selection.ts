import { BOOLEAN } from '../shape/field-shape.js';
import { identityOf } from '../value/same-value.js';
import type { Value } from '../value/value.js';
import { evenAbsent, type FunctionDefinition, whenPresent } from './function-definition.js';
import { FIELD, readKey } from './list-key.js';
import { FLAG, many, OBJECTS, one, result, T_ANY, T_OBJECT, T_SCALAR, WHOLE } from './parameter.js';
import type { Pattern } from './pattern.js';

const LIST_OF_T: Pattern = { is: 'list', of: T_ANY };

/** Functions that look for values in a list or take some of its elements. */
export const LIST_SELECTION: readonly FunctionDefinition[] = [
  {
    name: 'in',
    group: 'list',
    description: 'Whether a list contains a value. An absent list contains nothing.',
    example: { expression: 'in(4, [4, 5, 3, 4])', value: 'true' },
    overloads: [
      evenAbsent([one(T_SCALAR), many(T_SCALAR)], result(BOOLEAN), (call) => {
        const known = call.constants[1];
        if (Array.isArray(known)) {
          const identities = new Set(known.map(identityOf));
          return (value) => identities.has(identityOf(value));
        }
        return (value, list) => {
          const identity = identityOf(value);
          return list?.some((item) => identityOf(item) === identity) ?? false;
        };
      }),
    ],
  },
  {
    name: 'getListItem',
    group: 'list',
    description: 'The element at an index, counted from 0; absent outside the list.',
    example: { expression: 'getListItem([10, 2, 3], 1)', value: '2' },
    overloads: [whenPresent([many(T_ANY), WHOLE], T_ANY, () => (list, index) => list[Number(index)] ?? null)],
  },
  {
    name: 'limit',
    group: 'list',
    description: 'The first elements of a list, as many as asked for; with false as third argument the last ones.',
    example: { expression: 'limit(["A", "B", "C"], 2)', value: '["A", "B"]' },
    overloads: [
      whenPresent([many(T_ANY), WHOLE], LIST_OF_T, () => (list, count) => list.slice(0, atLeastNone(count))),
      whenPresent(
        [many(T_ANY), WHOLE, FLAG],
        LIST_OF_T,
        () => (list, count, first) =>
          first ? list.slice(0, atLeastNone(count)) : list.slice(Math.max(0, list.length - atLeastNone(count))),
      ),
    ],
  },
  {
    name: 'filter',
    group: 'list',
    description: 'The objects of a list whose field, named second, has one of the values listed third.',
    example: { expression: 'filter(@{Order.products}, "id", ["p2", "p3"])', value: '[{"id": "p2"}, {"id": "p3"}]' },
    overloads: [
      whenPresent([OBJECTS, FIELD, many(T_SCALAR)], { is: 'list', of: T_OBJECT }, (call) => {
        const key = readKey(call);
        return (list, name, values, sink) => {
          const wanted = new Set(values.map(identityOf));
          return list.filter((object) => object !== null && wanted.has(identityOf(key(object, name, sink))));
        };
      }),
    ],
  },
  {
    name: 'intersect',
    group: 'list',
    description:
      'The different values that two lists have in common, in the order of the first; empty if one is absent.',
    example: { expression: 'intersect(["a", "b"], ["b", "c"])', value: '["b"]' },
    overloads: [
      evenAbsent(
        [many(T_SCALAR), many(T_SCALAR)],
        { is: 'list', of: T_SCALAR },
        () => (one, other) => common(one, other),
      ),
    ],
  },
];

function atLeastNone(count: number | bigint): number {
  return Math.max(0, Number(count));
}

function common(one: readonly Value[] | null, other: readonly Value[] | null): Value {
  if (one === null || other === null) return [];
  const wanted = new Set(other.map(identityOf));
  return one.filter((value) => value !== null && wanted.delete(identityOf(value)));
}
