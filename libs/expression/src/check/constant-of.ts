import type { Value } from '../value/value.js';
import type { Checked } from './checked.js';

/** The value of a constant argument, written-out lists of constants included. */
export function constantOf(arg: Checked): Value | undefined {
  if (arg.kind === 'constant') return arg.value;
  if (arg.kind !== 'list') return undefined;
  const items = arg.items.map(constantOf);
  return items.every((item) => item !== undefined) ? items : undefined;
}
