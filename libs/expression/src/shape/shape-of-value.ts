import { isJsonObject, type Json } from '@waystream/core';
import { readIsoText } from '../value/iso-text.js';
import {
  ANY,
  BOOLEAN,
  DATE_ONLY,
  DATE_TIME,
  DATE_TIME_ONLY,
  DECIMAL,
  type FieldShape,
  INTEGER,
  listOf,
  STRING,
} from './field-shape.js';
import { mergeExamples } from './join-types.js';

/**
 * The shape that an example document suggests. Objects stay open, because an example shows what may be there and not all
 * of it. Texts that are ISO dates or date-times get those types; the elements of a list are merged into one shape.
 */
export function shapeOfValue(example: Json): FieldShape {
  return shapeWithin(example, DEEPEST);
}

/** Levels of an example that are looked at; below them everything is unknown. */
const DEEPEST = 100;

function shapeWithin(example: Json, levels: number): FieldShape {
  if (example === null || levels === 0) return ANY;
  if (typeof example === 'boolean') return BOOLEAN;
  if (typeof example === 'number') return Number.isInteger(example) ? INTEGER : DECIMAL;
  if (typeof example === 'string') return shapeOfText(example);
  if (Array.isArray(example))
    return listOf(example.map((item) => shapeWithin(item, levels - 1)).reduce(mergeExamples, ANY));
  const fields: Record<string, FieldShape> = Object.create(null);
  for (const [name, value] of Object.entries(example))
    if (value !== undefined)
      fields[name] = name === 'identityMap' ? mapOrObject(value, levels - 1) : shapeWithin(value, levels - 1);
  return { kind: 'object', fields, open: true };
}

/** XDM's identityMap has namespaces for keys, so one example says what all of them hold. */
function mapOrObject(example: Json, levels: number): FieldShape {
  if (!isJsonObject(example)) return shapeWithin(example, levels);
  const values = Object.values(example).map((value) => shapeWithin(value ?? null, levels - 1));
  return { kind: 'map', of: values.reduce(mergeExamples, ANY) };
}

function shapeOfText(text: string): FieldShape {
  const moment = readIsoText(text);
  if (!moment) return STRING;
  if (!moment.hasTime) return DATE_ONLY;
  return moment.offsetMinutes === undefined ? DATE_TIME_ONLY : DATE_TIME;
}
