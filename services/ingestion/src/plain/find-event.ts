import { AppError, didYouMean } from '@waystream/core';
import type { CompiledEvent } from '@waystream/journey';
import type { Definitions } from '../definitions/follow-definitions.js';
import type { SandboxDefinitions } from '../definitions/sandbox-definitions.js';
import type { SchemaDefinition } from '../definitions/schema-index.js';
import { type Refusal, refusal } from '../pipeline/refusal.js';

/** The event that an address names, with what it takes to read its payloads. */
export interface NamedEvent {
  readonly definitions: SandboxDefinitions;
  readonly event: CompiledEvent;
  readonly schema: SchemaDefinition;
}

/**
 * Finds the event by name. One that is unknown here may have been created a moment ago, so the configuration is caught
 * up with before it is refused. Throws `wrongState` for a definition that cannot be used, `unavailable` without Redis.
 */
export async function findEvent(all: Definitions, sandbox: string, name: string): Promise<NamedEvent | Refusal> {
  if (!all.of(sandbox).event(name)) await all.caughtUp();
  const definitions = all.of(sandbox);
  const found = definitions.event(name);
  if (!found) return unknownEvent(definitions, name);
  const { event, flaws } = found;
  const schema = event && definitions.schema(event.definition.schema);
  if (schema) return { definitions, event, schema };
  throw new AppError('wrongState', `The event "${name}" cannot be used as it is configured.`, { flaws });
}

function unknownEvent(definitions: SandboxDefinitions, name: string): Refusal {
  const hint = didYouMean(name, definitions.eventNames());
  return refusal('unknownEvent', `There is no event "${name}" in the sandbox "${definitions.sandbox}"${hint}`);
}
