import { isJsonObject, type Json } from '@waystream/core';
import type { ErrorSink } from '../evaluation-context.js';
import type { ScalarKind, Type } from '../shape/field-shape.js';
import { typeName } from '../shape/type-name.js';
import { readDuration } from './duration-text.js';
import { integerOf, truncate } from './integer.js';
import { readIsoText } from './iso-text.js';
import { dateOnly, dateTime, dateTimeOnly, duration, isMoment, isWritable, MOMENT } from './moment.js';
import type { Value } from './value.js';

/** The part of the expression that reads, for the record of what did not fit. */
export interface Site {
  readonly from: number;
  readonly to: number;
}

/** Turns JSON (or a value whose type is unknown) into a value of one type; what does not fit is recorded and `null`. */
export type ReadValue = (found: Json | Value | undefined, sink: ErrorSink, site: Site) => Value;

/** The reader for a type. Lists that hold only what fits are given back as they are, without a copy. */
export function readValueOf(type: Type): ReadValue {
  switch (type.kind) {
    case 'any':
      return (found) => found ?? null;
    case 'list':
      return readList(type);
    case 'map':
    case 'object':
      return (found, sink, site) =>
        isJsonObject(found) && !isMoment(found) ? found : mistyped(found, type, sink, site);
    default:
      return readScalar(type.kind);
  }
}

/** Data that has the right form already, which is nearly all data, passes with one test. */
function readScalar(kind: ScalarKind): ReadValue {
  const slowly = readSlowly(kind);
  switch (kind) {
    case 'string':
      return (found, sink, site) => (typeof found === 'string' ? found : slowly(found, sink, site));
    case 'integer':
      return (found, sink, site) => (Number.isSafeInteger(found) ? asNumber(found) : slowly(found, sink, site));
    case 'decimal':
      return (found, sink, site) => (Number.isFinite(found) ? asNumber(found) : slowly(found, sink, site));
    case 'boolean':
      return (found, sink, site) => (typeof found === 'boolean' ? found : slowly(found, sink, site));
    case 'dateOnly':
    case 'dateTimeOnly':
    case 'dateTime':
    case 'duration':
      return slowly;
    default:
      return kind satisfies never;
  }
}

/** What is finite is a number. */
function asNumber(found: Json | Value | undefined): number {
  return found as number;
}

function readSlowly(kind: ScalarKind): ReadValue {
  const convert = SCALARS[kind];
  const type: Type = { kind };
  return (found, sink, site) => {
    if (found === null || found === undefined) return null;
    return convert(found) ?? (isMoment(found) && found[MOMENT] === kind ? found : mistyped(found, type, sink, site));
  };
}

function readList(type: Extract<Type, { kind: 'list' }>): ReadValue {
  let read: ReadValue | undefined;
  return (found, sink, site) => {
    if (!Array.isArray(found)) return mistyped(found, type, sink, site);
    read ??= readValueOf(type.of);
    for (let index = 0; index < found.length; index++) {
      const item = read(found[index], sink, site);
      if (item !== found[index]) return readRest(found, index, item, read, sink, site);
    }
    return found;
  };
}

/** The rest of a list of which the item at `index` is the first that had to be converted. */
function readRest(
  found: readonly (Json | Value)[],
  index: number,
  item: Value,
  read: ReadValue,
  sink: ErrorSink,
  site: Site,
): Value {
  const items: Value[] = found.slice(0, index);
  items.push(item);
  for (let next = index + 1; next < found.length; next++) items.push(read(found[next], sink, site));
  return items;
}

function mistyped(found: Json | Value | undefined, type: Type, sink: ErrorSink, site: Site): null {
  if (found === null || found === undefined) return null;
  const message = `the data is not of the type ${typeName(type)} that it was declared with`;
  sink.report({ code: 'mistyped', message, from: site.from, to: site.to });
  return null;
}

/** `undefined` for what does not fit. Texts take numbers and booleans, integers the string form that the wire gives them. */
const SCALARS: Readonly<Record<ScalarKind, (found: Json | Value) => Value | undefined>> = {
  string: (found) => (typeof found === 'string' ? found : typeof found === 'object' ? undefined : String(found)),
  integer(found) {
    if (typeof found === 'number') return Number.isInteger(found) ? (truncate(found) ?? undefined) : undefined;
    if (typeof found === 'bigint') return found;
    return typeof found === 'string' && /^-?\d{1,19}$/.test(found)
      ? (integerOf(BigInt(found)) ?? undefined)
      : undefined;
  },
  decimal: (found) => (typeof found === 'bigint' ? Number(found) : undefined),
  boolean: (found) => (typeof found === 'boolean' ? found : undefined),
  dateOnly(found) {
    const moment = typeof found === 'string' ? readIsoText(found) : undefined;
    return moment && !moment.hasTime ? dateOnly(moment.localMs) : undefined;
  },
  dateTimeOnly(found) {
    const moment = typeof found === 'string' ? readIsoText(found) : undefined;
    return moment && moment.offsetMinutes === undefined ? dateTimeOnly(moment.localMs) : undefined;
  },
  dateTime: (found) => (typeof found === 'string' ? readDateTime(found) : undefined),
  duration(found) {
    const ms = typeof found === 'string' ? readDuration(found) : null;
    return ms === null ? undefined : duration(ms);
  },
};

/** A date-time with an offset, or `undefined`. */
export function readDateTime(text: string): Value | undefined {
  const moment = readIsoText(text);
  if (moment?.offsetMinutes === undefined) return undefined;
  const ms = moment.localMs - moment.offsetMinutes * 60_000;
  return isWritable(ms) ? dateTime(ms, moment.offsetMinutes) : undefined;
}

const NOWHERE: Site = { from: 0, to: 0 };
const IGNORE: ErrorSink = { report: () => undefined };

/** A value of the given type from its wire form; `null` for what is absent or does not fit. */
export function fromWire(wire: Json | undefined, type: Type): Value {
  return readValueOf(type)(wire, IGNORE, NOWHERE);
}
