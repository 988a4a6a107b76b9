import type { Kind } from '../functions/pattern.js';
import type { Type } from '../shape/field-shape.js';
import { isMoment, MOMENT } from '../value/moment.js';
import { type ReadValue, readValueOf } from '../value/read-value.js';
import type { Value } from '../value/value.js';
import type { Checked } from './checked.js';

/** The operand as a value of the wanted type, which it fits. Known types cost nothing; unknown ones are read as wanted. */
export function convertTo(operand: Checked, wanted: Type): Checked {
  if (!needsReading(operand.type, wanted)) return operand;
  const read = readValueOf(wanted);
  const { span } = operand;
  if (operand.kind === 'constant')
    return { kind: 'constant', type: wanted, span, value: read(operand.value, { report: () => undefined }, span) };
  return { kind: 'conversion', type: wanted, span, operand, read };
}

function needsReading(type: Type, wanted: Type): boolean {
  if (wanted.kind === 'any') return false;
  if (type.kind === 'any') return true;
  if (type.kind === 'list' && wanted.kind === 'list') return needsReading(type.of, wanted.of);
  return type.kind === 'integer' && wanted.kind === 'decimal';
}

/** The operand of unknown type, restricted to values of these kinds, or lists of them. */
export function restrictTo(operand: Checked, kinds: readonly Kind[]): Checked {
  const readItem = readKinds(kinds);
  const read: ReadValue = (found, sink, site) =>
    Array.isArray(found) ? found.map((item) => readItem(item, sink, site)) : readItem(found, sink, site);
  return { kind: 'conversion', type: operand.type, span: operand.span, operand, read };
}

function readKinds(kinds: readonly Kind[]): ReadValue {
  return (found, sink, site) => {
    if (found === null || found === undefined) return null;
    const kind = kindOf(found);
    if (kinds.includes(kind) || (kind === 'object' && kinds.includes('map'))) return found;
    const message = `the data is of the type ${kind}, which does not fit here`;
    sink.report({ code: 'mistyped', message, from: site.from, to: site.to });
    return null;
  };
}

/** The kind of a value that is there. */
export function kindOf(value: Exclude<Value, null>): Kind {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  if (typeof value === 'bigint') return 'integer';
  if (Array.isArray(value)) return 'list';
  return isMoment(value) ? value[MOMENT] : 'object';
}
