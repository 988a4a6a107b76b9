import { INTEGER } from '../shape/field-shape.js';
import { identityOf } from '../value/same-value.js';
import type { Value } from '../value/value.js';
import { evenAbsent, type FunctionDefinition, type FunctionGroup } from './function-definition.js';
import { many, result, T_ANY } from './parameter.js';

/** Functions that count the elements of a list. An absent list has none. */
export const COUNTING: readonly FunctionDefinition[] = [
  counting('count', 'How many elements a list has, without absent ones.', '3', (list) => list.length - absentIn(list)),
  counting('countWithNull', 'How many elements a list has, absent ones included.', '4', (list) => list.length),
  counting('countOnlyNull', 'How many elements of a list are absent.', '1', absentIn),
  counting('distinctCount', 'How many different elements a list has, without absent ones.', '2', (list) => {
    const different = new Set(list.map(identityOf));
    different.delete(null);
    return different.size;
  }),
  counting(
    'distinctCountWithNull',
    'How many different elements a list has; all absent ones together count once.',
    '3',
    (list) => new Set(list.map(identityOf)).size,
  ),
  counting('listSize', 'How many elements a list has, absent ones included.', '4', (list) => list.length, 'list'),
];

function counting(
  name: string,
  description: string,
  value: string,
  count: (list: readonly Value[]) => number,
  group: FunctionGroup = 'aggregation',
): FunctionDefinition {
  return {
    name,
    group,
    description: `${description} An absent list has none.`,
    example: { expression: `${name}([10, 2, 10, null])`, value },
    overloads: [evenAbsent([many(T_ANY)], result(INTEGER), () => (list) => (list === null ? 0 : count(list)))],
  };
}

function absentIn(list: readonly Value[]): number {
  let absent = 0;
  for (const item of list) if (item === null) absent += 1;
  return absent;
}
