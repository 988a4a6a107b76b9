import type { Zone } from '../value/moment.js';
import { readZone } from '../value/zone.js';
import type { CallSite } from './function-definition.js';
import { type Parameter, TEXT } from './parameter.js';

/** A time zone, written out so that a misspelled one is found when the expression is saved. */
export const ZONE: Parameter<string> = {
  ...TEXT,
  constant: true,
  refuses: (value) =>
    typeof value === 'string' && readZone(value) === undefined
      ? `there is no time zone ${JSON.stringify(value)}; write "Europe/Paris", "+02:00" or "Z"`
      : undefined,
};

/** The zone that an argument names, looked up once when the expression is compiled. */
export function constantZone(call: CallSite, index: number): Zone {
  const name = call.constants[index];
  return (typeof name === 'string' ? readZone(name) : undefined) ?? 0;
}
