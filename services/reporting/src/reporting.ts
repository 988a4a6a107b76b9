import { Consumer, followCatalogues, openStore } from '@waystream/redis';
import { defineService } from '@waystream/service';
import { reportingSettings } from './config.js';
import { BATCH_SIZE, createCountEntries } from './counting/count-entries.js';
import { reportRoutes } from './reports/report-routes.js';

/** Figures may be this late; in return steps are counted by the dozen. */
const READ_EVERY_MS = 250;

/** Counts what people do in journeys, and shows it. */
export const reporting = defineService({
  name: 'reporting',
  settings: reportingSettings,
  async start({ config, log, metrics, clock, newId }) {
    const store = await openStore(config, log);

    const catalogues = await followCatalogues(store, { log });

    const { stepLogEntries } = config;
    const counting = createCountEntries({ store, clock, log, metrics, stepLogEntries });

    const consumer = new Consumer({
      store,
      member: { role: 'reporting', id: newId(), stream: store.keyspace.steps },
      batchSize: BATCH_SIZE,
      inOrder: true,
      readEveryMs: READ_EVERY_MS,
      mostInFlight: BATCH_SIZE * store.keyspace.partitions,
      ...counting,
      log,
    });
    consumer.start();

    return {
      routes: [reportRoutes({ store, catalogues, clock })],
      ready: async () => [
        { name: 'redis', ok: store.connections.isReachable() },
        { name: 'partitions', ok: consumer.owned.size > 0, detail: `${consumer.owned.size} owned` },
      ],
      drain: () => consumer.stop(),
      async stop() {
        await catalogues.stop();
        await store.connections.close();
      },
    };
  },
});
