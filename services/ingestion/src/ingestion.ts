import { openStore } from '@waystream/redis';
import { defineService } from '@waystream/service';
import { collectionRoutes } from './collection/collection-routes.js';
import { createTransactionIds } from './collection/transaction-ids.js';
import { ingestionSettings } from './config.js';
import { deadLetterRoutes } from './dead-letter-routes.js';
import { followDefinitions } from './definitions/follow-definitions.js';
import { createIntake } from './pipeline/intake.js';
import { watchShortages } from './pipeline/watch-shortages.js';
import { plainRoutes } from './plain/plain-routes.js';

/** The gateway of event producers: what it answers with success is stored. */
export const ingestion = defineService({
  name: 'ingestion',
  settings: ingestionSettings,
  async start({ config, log, metrics, clock, newId }) {
    const store = await openStore(config, log);

    const definitions = await followDefinitions(store, { log, clock, newId });

    const shortages = await watchShortages({ store, clock, log, metrics }, config);
    const { maxBacklog, dedupeWindowMs } = config;
    const limits = { maxBacklog, dedupeWindowMs, shortages };
    const intake = createIntake({ store, clock, log, metrics, ...limits, judge: definitions.judge });
    const newTransactionId = createTransactionIds(newId);

    const routes = [
      plainRoutes({ definitions, intake, clock, newId }, metrics),
      collectionRoutes({ definitions, intake, clock, newTransactionId }, metrics),
      deadLetterRoutes(store),
    ];

    return {
      routes,
      ready: async () => [{ name: 'redis', ok: store.connections.isReachable() }],
      async stop() {
        shortages.stop();
        intake.stop();
        await definitions.stop();
        await store.connections.close();
      },
    };
  },
});
