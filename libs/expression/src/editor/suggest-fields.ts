import type { Type } from '../shape/field-shape.js';
import { typeName } from '../shape/type-name.js';
import { leadingName } from '../syntax/quote.js';
import type { Completion } from './completion.js';

/** What may follow a dot: the fields of a document, of a list's elements, and the functions of collections and maps. */
export function suggestFields(within: Type): Completion[] {
  switch (within.kind) {
    case 'object':
      return Object.keys(within.fields).map((name) => ({
        kind: 'field',
        label: name,
        insert: leadingName(name),
        detail: detailOf(within.fields[name]),
      }));
    case 'map':
      return functions(
        ['entry', 'entry('],
        ['keys', 'keys()'],
        ['values', 'values()'],
        ['firstEntryKey', 'firstEntryKey()'],
      );
    case 'list':
      return [
        ...functions(['all', 'all('], ['first', 'first('], ['last', 'last('], ['at', 'at(']),
        ...(within.of.kind === 'list' ? [] : suggestFields(within.of)),
      ];
    default:
      return [];
  }
}

function detailOf(shape: Type | undefined): string {
  return shape ? typeName(shape) : 'any';
}

function functions(...steps: (readonly [label: string, insert: string])[]): Completion[] {
  return steps.map(([label, insert]) => ({ kind: 'function', label: `${label}()`, insert }));
}
