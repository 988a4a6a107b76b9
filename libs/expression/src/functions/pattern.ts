import type { FieldShape, ScalarKind, Type } from '../shape/field-shape.js';
import { ANY, listOf } from '../shape/field-shape.js';
import { fits, joinTypes } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';

/**
 * What a parameter accepts: a type, a list, or a type variable with the kinds it stands for. Patterns of one overload with
 * the same name stand for the same type. `among` absent means any kind at all.
 */
export type Pattern =
  | { readonly is: 'type'; readonly type: Type }
  | { readonly is: 'variable'; readonly name: string; readonly among: readonly Kind[] | undefined }
  | { readonly is: 'list'; readonly of: Pattern };

export type Kind = FieldShape['kind'];

export const NUMBERS: readonly ScalarKind[] = ['integer', 'decimal'];
export const ORDERED: readonly ScalarKind[] = [...NUMBERS, 'duration', 'dateTime', 'dateTimeOnly', 'dateOnly'];
export const SCALARS: readonly ScalarKind[] = [...ORDERED, 'string', 'boolean'];

/** What the type variables of an overload stand for; one that is not listed is unknown. */
export type Bindings = ReadonlyMap<string, Type>;

export const UNBOUND: Bindings = new Map();

/** What the variables have to be so that an argument of this type fits as well; `undefined`: it does not. */
export function bind(pattern: Pattern, type: Type, bound: Bindings): Bindings | undefined {
  switch (pattern.is) {
    case 'type':
      return fits(type, pattern.type) ? bound : undefined;
    case 'list':
      if (type.kind === 'any') return bound;
      return type.kind === 'list' ? bind(pattern.of, type.of, bound) : undefined;
    case 'variable': {
      if (type.kind === 'any') return bound;
      if (pattern.among && !pattern.among.includes(type.kind)) return undefined;
      const joined = joinTypes(bound.get(pattern.name) ?? ANY, type);
      return joined && new Map(bound).set(pattern.name, joined);
    }
    default:
      return pattern satisfies never;
  }
}

/** The type of a pattern once its variables are known. */
export function instantiate(pattern: Pattern, bound: Bindings): Type {
  switch (pattern.is) {
    case 'type':
      return pattern.type;
    case 'list':
      return listOf(instantiate(pattern.of, bound));
    case 'variable':
      return bound.get(pattern.name) ?? ANY;
    default:
      return pattern satisfies never;
  }
}

/** The kinds that values may have at the innermost place of a pattern while its variable is unknown; `undefined`: all. */
export function kindsOf(pattern: Pattern): readonly Kind[] | undefined {
  if (pattern.is === 'list') return kindsOf(pattern.of);
  return pattern.is === 'variable' ? pattern.among : undefined;
}

/** How a signature shows a pattern: `integer`, `number`, `list`, `list of number`. */
export function patternName(pattern: Pattern): string {
  switch (pattern.is) {
    case 'type':
      return pattern.type === ANY ? 'any' : typeName(pattern.type);
    case 'variable':
      return pattern.name;
    case 'list': {
      const of = patternName(pattern.of);
      return of === 'any' || of === 'value' ? 'list' : `list of ${of}`;
    }
    default:
      return pattern satisfies never;
  }
}
