import type { Clock, NewId } from '@waystream/core';
import {
  createProfileJudge,
  followCatalogues,
  type Judge,
  type ProfileJudge,
  type Store,
  storeFailure,
} from '@waystream/redis';
import type { Log } from '@waystream/service';
import { createSandboxDefinitions, type SandboxDefinitions } from './sandbox-definitions.js';

/** The configuration of all sandboxes as the gateway uses it, true to what is stored within moments of a change. */
export interface Definitions {
  of(sandbox: string): SandboxDefinitions;
  /**
   * The sandbox that an inlet belongs to. Inlet IDs are unique, so an address works without naming the sandbox; when
   * one is named, the inlet must be of it.
   */
  withInlet(inletId: string, sandbox: string | undefined): SandboxDefinitions | undefined;
  /** Judges changed profiles by the streaming audiences. */
  readonly judge: Judge;
  /** Resolves when everything that was stored before the call is known here. Throws `unavailable`. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Kinds of definition that the gateway reads; changes of others leave what it has made ready untouched. */
const USED = new Set(['schema', 'event', 'inlet']);

export async function followDefinitions(
  store: Store,
  { log, clock, newId }: { log: Log; clock: Clock; newId: NewId },
): Promise<Definitions> {
  /** `null` where a change has made the prepared definitions stale. */
  const sandboxes = new Map<string, SandboxDefinitions | null>();
  let judge: ProfileJudge | null = null;
  const catalogues = await followCatalogues(store, {
    log,
    changed({ sandbox, catalogue, changes }) {
      judge?.refresh(catalogue);
      if (!sandboxes.has(sandbox) || changes.some(({ kind }) => USED.has(kind))) sandboxes.set(sandbox, null);
    },
  });
  const judging = createProfileJudge({ catalogues, clock, newId });
  judge = judging;
  const of = (sandbox: string) => {
    const known = sandboxes.get(sandbox);
    if (known) return known;
    // Anybody can name a sandbox that does not exist; nothing is kept for it.
    const definitions = createSandboxDefinitions(sandbox, catalogues.of(sandbox), log);
    if (known === null) sandboxes.set(sandbox, definitions);
    return definitions;
  };
  return {
    of,
    judge: judging.judge,
    withInlet(inletId, sandbox) {
      for (const candidate of sandbox === undefined ? sandboxes.keys() : [sandbox]) {
        const definitions = of(candidate);
        if (definitions.inlet(inletId)) return definitions;
      }
      return undefined;
    },
    caughtUp: () =>
      catalogues.caughtUp().catch((error) => {
        throw storeFailure(error);
      }),
    stop: catalogues.stop,
  };
}
