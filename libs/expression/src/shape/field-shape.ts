/**
 * The structure of a JSON document, which is at the same time the type of an expression that reads it.
 * Shapes made from recursive schemas resolve lazily: `of` and the properties of `fields` may be getters, so a shape is
 * walked along a path and never exhaustively.
 */
export type FieldShape = ScalarShape | ListShape | MapShape | ObjectShape | AnyShape;

/** The types of the language are shapes. */
export type Type = FieldShape;

export type ScalarKind =
  | 'string'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'dateOnly'
  | 'dateTimeOnly'
  | 'dateTime'
  | 'duration';

/** `labels` turn a string into an enumeration: each allowed value with the words that people see. */
export interface ScalarShape {
  readonly kind: ScalarKind;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ListShape {
  readonly kind: 'list';
  readonly of: FieldShape;
}

/** Any number of keys with values of one shape, such as an identityMap. */
export interface MapShape {
  readonly kind: 'map';
  readonly of: FieldShape;
}

/** `open`: fields that are not listed may occur and have the type `any`; otherwise reading them is an error. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, FieldShape>>;
  readonly open?: boolean;
}

/** Nothing is known: `null`, an empty list's elements, fields beyond an example. Fits everywhere, is converted where it is used. */
export interface AnyShape {
  readonly kind: 'any';
}

export const STRING: ScalarShape = { kind: 'string' };
export const INTEGER: ScalarShape = { kind: 'integer' };
export const DECIMAL: ScalarShape = { kind: 'decimal' };
export const BOOLEAN: ScalarShape = { kind: 'boolean' };
export const DATE_ONLY: ScalarShape = { kind: 'dateOnly' };
export const DATE_TIME_ONLY: ScalarShape = { kind: 'dateTimeOnly' };
export const DATE_TIME: ScalarShape = { kind: 'dateTime' };
export const DURATION: ScalarShape = { kind: 'duration' };
export const ANY: AnyShape = { kind: 'any' };

export function listOf(of: FieldShape): ListShape {
  return { kind: 'list', of };
}

/** The shape of a field, `any` where an open object does not list it, `undefined` where a closed one does not. */
export function fieldOf(shape: ObjectShape, name: string): FieldShape | undefined {
  return Object.hasOwn(shape.fields, name) ? shape.fields[name] : shape.open ? ANY : undefined;
}
