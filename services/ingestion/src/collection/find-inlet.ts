import { AppError } from '@waystream/core';
import type { InletDefinition } from '@waystream/journey';
import type { Definitions } from '../definitions/follow-definitions.js';
import type { SandboxDefinitions } from '../definitions/sandbox-definitions.js';

/** The door that a producer knocks at, and the sandbox behind it. */
export interface OpenInlet {
  readonly inlet: InletDefinition;
  readonly inletId: string;
  readonly definitions: SandboxDefinitions;
}

/**
 * Finds an inlet by the ID in its address; one that is unknown here may have been created a moment ago, so the
 * configuration is caught up with first. Throws `notFound`, or `unavailable` without Redis.
 */
export async function findInlet(all: Definitions, inletId: string, sandbox: string | undefined): Promise<OpenInlet> {
  if (!all.withInlet(inletId, sandbox)) await all.caughtUp();
  const definitions = all.withInlet(inletId, sandbox);
  const inlet = definitions?.inlet(inletId);
  if (definitions && inlet) return { inlet, inletId, definitions };
  const where = sandbox === undefined ? '' : ` in the sandbox "${sandbox}"`;
  throw new AppError('notFound', `There is no inlet "${inletId}"${where}.`);
}
