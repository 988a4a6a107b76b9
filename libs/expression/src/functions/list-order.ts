import type { JsonObject } from '@waystream/core';
import { STRING } from '../shape/field-shape.js';
import { compareValues, identityOf } from '../value/same-value.js';
import { joinAll } from '../value/text-length.js';
import { stringForm } from '../value/to-wire.js';
import type { Value } from '../value/value.js';
import { type FunctionDefinition, type Overload, whenPresent } from './function-definition.js';
import { FIELD, readKey } from './list-key.js';
import { FLAG, many, OBJECTS, result, T_ANY, T_OBJECT, T_SCALAR, TEXT } from './parameter.js';

/** Functions that give a list in another order, without doubles, or as a text. */
export const LIST_ORDER: readonly FunctionDefinition[] = [
  {
    name: 'distinct',
    group: 'list',
    description:
      'The different elements of a list without absent ones; objects by all their fields or by the named one.',
    example: { expression: 'distinct([10, 2, 10, null])', value: '[10, 2]' },
    overloads: distinctness((value) => value !== null),
  },
  {
    name: 'distinctWithNull',
    group: 'list',
    description:
      'The different elements of a list, an absent one included; objects by all their fields or by the named one.',
    example: { expression: 'distinctWithNull([10, 2, 10, null])', value: '[10, 2, null]' },
    overloads: distinctness(() => true),
  },
  {
    name: 'sort',
    group: 'list',
    description:
      'A list in natural order, or reversed with false; objects by the named field. Absent values come last.',
    example: { expression: 'sort([1, 3, 2], false)', value: '[3, 2, 1]' },
    overloads: [
      whenPresent(
        [many(T_SCALAR), FLAG],
        { is: 'list', of: T_SCALAR },
        () => (list, ascending) => list.toSorted((a, b) => absentLast(a, b, ascending)),
      ),
      whenPresent([OBJECTS, FIELD, FLAG], { is: 'list', of: T_OBJECT }, (call) => {
        const key = readKey(call);
        return (list, name, ascending, sink) =>
          list
            .map((object) => ({ object, key: key(object, name, sink) }))
            .sort((a, b) => absentLast(a.key, b.key, ascending))
            .map(({ object }) => object);
      }),
    ],
  },
  {
    name: 'serializeList',
    group: 'list',
    description:
      'The elements of a list as one text, with a separator between them and, with true, quotes around each.',
    example: { expression: 'serializeList(["Hello", "World"], " ", false)', value: '"Hello World"' },
    overloads: [
      whenPresent([many(T_ANY), TEXT, FLAG], result(STRING), (call) => (list, separator, quoted, sink) => {
        const texts = list.flatMap((item) => (item === null ? [] : [stringForm(item)]));
        const items = quoted ? texts.map((text) => `"${text}"`) : texts;
        return joinAll(items, separator) ?? call.fail(sink, 'range', 'the text is too long');
      }),
    ],
  },
];

function distinctness(keep: (value: Value) => boolean): Overload[] {
  return [
    whenPresent([many(T_ANY)], { is: 'list', of: T_ANY }, () => (list) => firsts(list.filter(keep), identityOf)),
    whenPresent([OBJECTS, FIELD], { is: 'list', of: T_OBJECT }, (call) => {
      const key = readKey(call);
      return (list, name, sink) =>
        firsts(list.filter(keep), (object: JsonObject | null) => identityOf(key(object, name, sink)));
    }),
  ];
}

/** The first element of each identity, in order. */
function firsts<T extends Value>(list: readonly T[], identity: (item: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return list.filter((item) => {
    const known = identity(item);
    if (seen.has(known)) return false;
    seen.add(known);
    return true;
  });
}

function absentLast(a: Value, b: Value, ascending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return ascending ? compareValues(a, b) : compareValues(b, a);
}
