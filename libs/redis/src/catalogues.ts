import { type Catalogue, createCatalogue, type EditableCatalogue, isDefinitionKind } from '@waystream/journey';
import { type ConfigChange, type ConfigFeed, followConfig } from './config-store.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

/** The catalogues of all sandboxes, kept true to the stored definitions within moments of a change. */
export interface Catalogues {
  of(sandbox: string): Catalogue;
  /** All sandboxes that have definitions. */
  all(): Iterable<Catalogue>;
  /** Resolves when everything that was stored before the call is in the catalogues. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface CataloguesOptions {
  /** A sandbox has changed; `changes` are those of this sandbox. */
  changed?(sandbox: string, changes: readonly ConfigChange[]): void;
  log: Reporter;
}

/** Resolves when every definition there is has been taken in. A definition that cannot be read is left out and told. */
export async function followCatalogues(store: Store, options: CataloguesOptions): Promise<Catalogues> {
  const catalogues = new Map<string, EditableCatalogue>();
  const of = (sandbox: string) => {
    const catalogue = catalogues.get(sandbox) ?? createCatalogue();
    catalogues.set(sandbox, catalogue);
    return catalogue;
  };
  const feed: ConfigFeed = await followConfig(store, {
    log: options.log,
    changed(changes) {
      for (const change of inOrderOfNeed(changes)) take(of(change.sandbox), change, options.log);
      for (const sandbox of new Set(changes.map((change) => change.sandbox))) {
        options.changed?.(
          sandbox,
          changes.filter((change) => change.sandbox === sandbox),
        );
      }
    },
  });
  return { of, all: () => catalogues.values(), caughtUp: feed.caughtUp, stop: feed.stop };
}

function take(catalogue: EditableCatalogue, { kind, name, record }: ConfigChange, log: Reporter): void {
  if (!isDefinitionKind(kind)) return;
  try {
    catalogue.set(kind, name, record === null ? null : record.document);
  } catch (error) {
    log.error({ err: error, kind, name }, 'A definition cannot be read and is left out');
  }
}

/** Schemas first: other definitions lean on them. */
function inOrderOfNeed(changes: readonly ConfigChange[]): ConfigChange[] {
  return [...changes.filter(({ kind }) => kind === 'schema'), ...changes.filter(({ kind }) => kind !== 'schema')];
}
