import { ANY, DECIMAL, type FieldShape, listOf, type ObjectShape, type Type } from './field-shape.js';

/**
 * The one type that values of both types have: equal types, the known one of a known and an unknown one, decimal for
 * integer with decimal. `undefined` when there is none, which is a type error where both must agree.
 */
export function joinTypes(one: Type, other: Type): Type | undefined {
  if (one === other || other.kind === 'any') return one;
  if (one.kind === 'any') return other;
  if (isNumber(one) && isNumber(other)) return one.kind === other.kind ? one : DECIMAL;
  if (one.kind === 'list' && other.kind === 'list') {
    const of = joinTypes(one.of, other.of);
    return of && (of === one.of ? one : listOf(of));
  }
  if (isObject(one) && isObject(other)) return one;
  return one.kind === other.kind ? one : undefined;
}

export function isNumber(type: Type): boolean {
  return type.kind === 'integer' || type.kind === 'decimal';
}

/** Types whose values come one after another. */
export function isOrdered(type: Type): boolean {
  return isNumber(type) || ['dateTime', 'dateTimeOnly', 'dateOnly', 'duration'].includes(type.kind);
}

/** Maps and objects are the same thing to everything but a path. */
function isObject(type: Type): boolean {
  return type.kind === 'object' || type.kind === 'map';
}

/** True when a value of one type can stand where the other is wanted: the same, unknown, or an integer for a decimal. */
export function fits(type: Type, wanted: Type): boolean {
  if (type.kind === 'any' || wanted.kind === 'any') return true;
  if (type.kind === 'list' && wanted.kind === 'list') return fits(type.of, wanted.of);
  if (isObject(type) && isObject(wanted)) return true;
  return type.kind === wanted.kind || (type.kind === 'integer' && wanted.kind === 'decimal');
}

/** What holds for examples of the same place: fields of both objects, and `any` where the examples disagree. */
export function mergeExamples(one: FieldShape, other: FieldShape): FieldShape {
  if (one.kind === 'object' && other.kind === 'object') return mergeObjects(one, other);
  if (one.kind === 'list' && other.kind === 'list') return listOf(mergeExamples(one.of, other.of));
  if (isText(one) && isText(other) && one.kind !== other.kind) return { kind: 'string' };
  return joinTypes(one, other) ?? ANY;
}

/** Kinds that travel as JSON text: examples that look like a date once and not another time are plain strings. */
function isText(shape: FieldShape): boolean {
  return ['string', 'dateOnly', 'dateTimeOnly', 'dateTime', 'duration'].includes(shape.kind);
}

function mergeObjects(one: ObjectShape, other: ObjectShape): ObjectShape {
  const fields: Record<string, FieldShape> = Object.assign(Object.create(null), one.fields);
  for (const [name, shape] of Object.entries(other.fields)) {
    const known = fields[name];
    fields[name] = known ? mergeExamples(known, shape) : shape;
  }
  return { kind: 'object', fields, open: one.open === true || other.open === true };
}
