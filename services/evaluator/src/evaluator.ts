import { type Catalogue, createRunningVersions, type RunningVersions } from '@waystream/journey';
import { followCatalogues, openStore } from '@waystream/redis';
import { defineService } from '@waystream/service';
import { evaluatorSettings } from './config.js';
import { createPartitions, type Partitions } from './partitions.js';

/** Decides, person by person, what happens next. */
export const evaluator = defineService({
  name: 'evaluator',
  settings: evaluatorSettings,
  async start({ config, log, metrics, clock, newId }) {
    const store = await openStore(config, log);

    const versions = new WeakMap<Catalogue, RunningVersions>();
    let partitions: Partitions | null = null;
    const catalogues = await followCatalogues(store, {
      log,
      changed({ catalogue, changes }) {
        versions.get(catalogue)?.refresh();
        partitions?.configurationChanged();
        metrics.definitionsRead.inc(changes.length);
      },
    });

    const owned = createPartitions({
      context: { store, clock, log, metrics, catalogues, versionsOf, cachedPeople: config.cachedPeople },
      memberId: newId(),
      batchSize: config.batchSize,
    });
    partitions = owned;

    owned.start();

    return {
      routes: [],
      ready: async () => [
        { name: 'redis', ok: store.connections.isReachable() },
        { name: 'partitions', ok: owned.count() > 0, detail: `${owned.count()} owned` },
      ],
      drain: () => owned.stop(),
      async stop() {
        await catalogues.stop();
        await store.connections.close();
      },
    };

    function versionsOf(sandbox: string): RunningVersions {
      const catalogue = catalogues.of(sandbox);
      const known = versions.get(catalogue) ?? createRunningVersions(catalogue);
      versions.set(catalogue, known);
      return known;
    }
  },
});
