import type { JsonObject } from '@waystream/core';
import type { ErrorSink } from '../evaluation-context.js';
import { ANY, fieldOf } from '../shape/field-shape.js';
import { readValueOf } from '../value/read-value.js';
import type { Value } from '../value/value.js';
import type { CallSite } from './function-definition.js';
import { type Parameter, TEXT } from './parameter.js';

/** The name of a field of the objects in the first argument. */
export const FIELD: Parameter<string> = { ...TEXT, fieldOf: 0 };

/** Reads the named field of an object as the type that the list's shape gives it; absent for an absent object. */
export function readKey(call: CallSite): (object: JsonObject | null, name: string, sink: ErrorSink) => Value {
  const [list, key] = [call.types[0], call.constants[1]];
  const shape = list?.kind === 'list' && list.of.kind === 'object' ? list.of : undefined;
  const type = shape && typeof key === 'string' ? fieldOf(shape, key) : undefined;
  const read = readValueOf(type ?? ANY);
  return (object, name, sink) =>
    object !== null && Object.hasOwn(object, name) ? read(object[name], sink, call.site) : null;
}
