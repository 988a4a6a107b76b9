import type { JsonObject } from '@waystream/core';
import {
  BOOLEAN,
  DATE_ONLY,
  DATE_TIME,
  DATE_TIME_ONLY,
  DECIMAL,
  DURATION,
  INTEGER,
  STRING,
  type Type,
} from '../shape/field-shape.js';
import type { Integer } from '../value/integer.js';
import type { DateOnly, DateTime, DateTimeOnly, Duration } from '../value/moment.js';
import type { Value } from '../value/value.js';
import { type Kind, NUMBERS, ORDERED, type Pattern, SCALARS } from './pattern.js';

/** A parameter of a function; `V` is what an implementation gets for it, which the checker guarantees. */
export interface Parameter<V extends Value = never> {
  readonly pattern: Pattern;
  /** Must be written out as a constant, so that it is known when the expression is saved. */
  readonly constant?: boolean;
  /** Why a constant is refused, or `undefined`. Constants only: other values are judged when they occur. */
  readonly refuses?: (value: Value) => string | undefined;
  /** What compiling a constant costs. All constants of one expression together have a limit, `limit`. */
  readonly cost?: { readonly of: (value: Value) => number; readonly limit: number; readonly message: string };
  /** Names a thing outside the expression, which the scope knows. */
  readonly names?: 'audience';
  /** The position of the list of objects of which this constant names a field. */
  readonly fieldOf?: number;
  /** Words to choose from in the editor. */
  readonly choices?: readonly string[];
  /** Never there: carries `V` through inference. */
  readonly takes?: (value: V) => void;
}

export const TEXT: Parameter<string> = exactly(STRING);
export const WHOLE: Parameter<Integer> = exactly(INTEGER);
export const FRACTION: Parameter<number> = exactly(DECIMAL);
export const FLAG: Parameter<boolean> = exactly(BOOLEAN);
export const DAY: Parameter<DateOnly> = exactly(DATE_ONLY);
export const WALL_CLOCK: Parameter<DateTimeOnly> = exactly(DATE_TIME_ONLY);
export const INSTANT: Parameter<DateTime> = exactly(DATE_TIME);
export const TIMESPAN: Parameter<Duration> = exactly(DURATION);
export const TEXTS: Parameter<readonly (string | null)[]> = {
  pattern: { is: 'list', of: { is: 'type', type: STRING } },
};
export const T_OBJECT: Pattern = { is: 'variable', name: 'object', among: ['object', 'map'] };
export const OBJECTS: Parameter<readonly (JsonObject | null)[]> = { pattern: { is: 'list', of: T_OBJECT } };

export const T_NUMBER: Pattern = { is: 'variable', name: 'number', among: NUMBERS };
export const T_ORDERED: Pattern = { is: 'variable', name: 'number or date or duration', among: ORDERED };
export const T_SCALAR: Pattern = { is: 'variable', name: 'value', among: SCALARS };
export const T_ANY: Pattern = { is: 'variable', name: 'any', among: undefined };

function exactly<V extends Value>(type: Type): Parameter<V> {
  return { pattern: { is: 'type', type } };
}

/** A value of one of several kinds. */
export function someOf(name: string, among: readonly Kind[]): Parameter<Exclude<Value, null>> {
  return { pattern: { is: 'variable', name, among } };
}

/** The overload's T itself. */
export function one(pattern: Pattern): Parameter<Exclude<Value, null>> {
  return { pattern };
}

/** A list of the overload's T. */
export function many(of: Pattern): Parameter<readonly Value[]> {
  return { pattern: { is: 'list', of } };
}

/** The pattern of a fixed result type. */
export function result(type: Type): Pattern {
  return { is: 'type', type };
}
