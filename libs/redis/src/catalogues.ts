import {
  type Catalogue,
  createCatalogue,
  type DefinitionKind,
  type EditableCatalogue,
  isDefinitionKind,
} from '@waystream/journey';
import { type ConfigChange, type ConfigFeed, followConfig } from './config-store.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

/** The catalogues of all sandboxes, kept true to the stored definitions within moments of a change. */
export interface Catalogues {
  /** A sandbox without definitions has an empty catalogue; once it has some, another one. */
  of(sandbox: string): Catalogue;
  /** All sandboxes that have definitions. */
  all(): Iterable<Catalogue>;
  /** Is the definition stored, but in a form that cannot be read here, as one of a later release may be? */
  isLeftOut(sandbox: string, kind: DefinitionKind, name: string): boolean;
  /** Resolves when everything that was stored before the call is in the catalogues. */
  caughtUp(): Promise<void>;
  /** The position in the log of changes up to which everything is in the catalogues. */
  position(): string;
  stop(): Promise<void>;
}

export interface CatalogueChange {
  sandbox: string;
  catalogue: Catalogue;
  /** Those of this sandbox. */
  changes: readonly ConfigChange[];
}

export interface CataloguesOptions {
  /** The catalogue of a sandbox has changed, or was read for the first time. */
  changed?(change: CatalogueChange): void;
  log: Reporter;
}

/** Resolves when every definition there is has been taken in. A definition that cannot be read is left out and told. */
export async function followCatalogues(store: Store, options: CataloguesOptions): Promise<Catalogues> {
  const catalogues = new Map<string, EditableCatalogue>();
  const furnished = (sandbox: string) => {
    const catalogue = catalogues.get(sandbox) ?? createCatalogue();
    catalogues.set(sandbox, catalogue);
    return catalogue;
  };
  const empty = createCatalogue();
  const leftOut = new Set<string>();
  const feed: ConfigFeed = await followConfig(store, {
    log: options.log,
    changed(changes) {
      for (const change of changes) leftOut.delete(keyOf(change));
      for (const change of takeAll(changes, furnished, options.log)) leftOut.add(keyOf(change));
      for (const sandbox of new Set(changes.map((change) => change.sandbox))) {
        const own = changes.filter((change) => change.sandbox === sandbox);
        options.changed?.({ sandbox, catalogue: furnished(sandbox), changes: own });
      }
    },
  });
  return {
    of: (sandbox) => catalogues.get(sandbox) ?? empty,
    all: () => catalogues.values(),
    isLeftOut: (sandbox, kind, name) => leftOut.has(keyOf({ sandbox, kind, name })),
    caughtUp: feed.caughtUp,
    position: feed.position,
    stop: feed.stop,
  };
}

/**
 * Definitions lean on each other and come in any order: what is refused is tried again after the others, as long as that
 * helps. What remains is told, left out and returned.
 */
function takeAll(
  changes: readonly ConfigChange[],
  of: (sandbox: string) => EditableCatalogue,
  log: Reporter,
): ConfigChange[] {
  let open = changes.filter(({ kind }) => isDefinitionKind(kind));
  for (;;) {
    const refused = open.flatMap((change) => {
      const error = take(of(change.sandbox), change);
      return error === null ? [] : [{ change, error }];
    });
    if (refused.length === 0) return [];
    if (refused.length === open.length) {
      for (const { change, error } of refused) {
        const { sandbox, kind, name } = change;
        log.error({ err: error, sandbox, kind, name }, 'A definition cannot be read and is left out');
      }
      return open;
    }
    open = refused.map(({ change }) => change);
  }
}

/** Why the catalogue refuses a change, or `null` when it has taken it. */
function take(catalogue: EditableCatalogue, { kind, name, record }: ConfigChange): unknown {
  if (!isDefinitionKind(kind)) return null;
  try {
    catalogue.set(kind, name, record === null ? null : record.document);
    return null;
  } catch (error) {
    return error;
  }
}

function keyOf({ sandbox, kind, name }: Pick<ConfigChange, 'sandbox' | 'kind' | 'name'>): string {
  return `${sandbox}/${kind}/${name}`;
}
