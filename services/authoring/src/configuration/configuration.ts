import type { Json } from '@waystream/core';
import type { Catalogue, DefinitionKind } from '@waystream/journey';
import {
  type ConfigChange,
  type Expected,
  followCatalogues,
  type Reporter,
  type Store,
  saveConfigs,
  storeAnswer,
} from '@waystream/redis';

/** A document under its key; `null` removes it. */
export interface Write {
  kind: DefinitionKind;
  key: string;
  document: Json;
  expected: Expected;
}

/** Writes documents, all or none, if what is stored is what the writer expects. */
export type Save = (...writes: Write[]) => Promise<void>;

/** The stored definitions as this gateway sees them: read from memory, written through Redis. */
export interface Configuration {
  of(sandbox: string): Catalogue;
  /** Those that have definitions. */
  sandboxes(): Iterable<string>;
  /** Changes with every write of the definition and so tells whether a reader's copy is the latest. */
  revisionOf(sandbox: string, kind: DefinitionKind, key: string): string | undefined;
  /**
   * Lets `decide` check and write on a catalogue that holds everything there is, and resolves when the catalogue holds
   * what it wrote. Changes take turns, so that nothing is deleted while another change begins to use it; when another
   * gateway has written since `decide` looked, nothing is written and it decides again. Ends because whoever is overtaken
   * was so by a change that was made. Throws `unavailable` while Redis is away.
   */
  change<T>(sandbox: string, decide: (catalogue: Catalogue, save: Save) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Another gateway has written what this one had not seen when it decided. */
class Overtaken extends Error {}

/** Resolves when every stored definition has been read. `changed` is called after each change, whoever made it. */
export async function openConfiguration(
  store: Store,
  log: Reporter,
  changed: () => void = () => undefined,
): Promise<Configuration> {
  const revisions = new Map<string, string>();
  const sandboxes = new Set<string>();
  const catalogues = await followCatalogues(store, {
    log,
    changed({ sandbox, changes }) {
      sandboxes.add(sandbox);
      noteRevisions(revisions, changes);
      changed();
    },
  });
  let lastTurn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = lastTurn.then(act);
    lastTurn = turn.catch(() => undefined);
    return turn;
  };
  return {
    of: catalogues.of,
    sandboxes: () => sandboxes,
    revisionOf: (sandbox, kind, name) => revisions.get(keyOf({ sandbox, kind, name })),
    change: (sandbox, decide) =>
      inTurn(async () => {
        for (;;) {
          await storeAnswer(catalogues.caughtUp());
          const basis = catalogues.position();
          try {
            const decision = await decide(catalogues.of(sandbox), async (...writes) => {
              const toStored = ({ kind, key, ...rest }: Write) => ({ target: { sandbox, kind, name: key }, ...rest });
              const saved = await storeAnswer(saveConfigs(store, writes.map(toStored), basis));
              if (!saved) throw new Overtaken();
            });
            await storeAnswer(catalogues.caughtUp());
            return decision;
          } catch (error) {
            if (!(error instanceof Overtaken)) throw error;
          }
        }
      }),
    stop: catalogues.stop,
  };
}

function noteRevisions(revisions: Map<string, string>, changes: readonly ConfigChange[]): void {
  for (const change of changes) {
    if (change.record) revisions.set(keyOf(change), change.record.revision);
    else revisions.delete(keyOf(change));
  }
}

function keyOf({ sandbox, kind, name }: Pick<ConfigChange, 'sandbox' | 'kind' | 'name'>): string {
  return `${sandbox}/${kind}/${name}`;
}
