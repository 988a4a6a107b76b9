import type { ReadMessage } from './message.js';
import type { Refusal } from './refusal.js';

/** Holds the payload against its schema, with code that was compiled once; `null` when it is valid. */
export function checkSchema({ definitions, schema, payload }: ReadMessage): Refusal | null {
  const flaws = definitions.validator(schema.name)(payload);
  if (flaws.length === 0) return null;
  const count = flaws.length === 1 ? '1 value is' : `${flaws.length} values are`;
  return { reason: 'schema', detail: `${count} not as the schema "${schema.name}" asks for.`, flaws };
}
