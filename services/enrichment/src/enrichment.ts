import { createEgressPolicy, createOutbound } from '@waystream/outbound';
import {
  type CatalogueChange,
  Consumer,
  createAnswerBuffer,
  createProfileJudge,
  followCatalogues,
  openParkedCalls,
  openStore,
  setAges,
  watchPipe,
} from '@waystream/redis';
import { defineService } from '@waystream/service';
import { audienceRoutes } from './audiences/audience-routes.js';
import { enrichmentSettings } from './config.js';
import { createAnswerBatch } from './fetching/answer-batch.js';
import { createAnswerGroup } from './fetching/answer-group.js';
import { createFetchExternal } from './fetching/fetch-external.js';
import { createReportFetched } from './fetching/report-fetched.js';
import { createResponseCache } from './fetching/response-cache.js';
import { createSelectProfileFields } from './fetching/select-profile-fields.js';
import { createGrant } from './granting/grant.js';
import { journeyRoutes } from './journeys/journey-routes.js';
import { profileRoutes } from './profiles/profile-routes.js';
import { createUpdateField } from './profiles/update-field.js';
import { openAudienceRuns } from './runs/audience-runs.js';

/** Under load a fetch may wait this long for others to be read with. */
const READ_EVERY_MS = 2;

/** Most entries of one partition in one read. */
const BATCH_SIZE = 256;

/** Brings the data that journeys decide with, and keeps what is known of people. */
export const enrichment = defineService({
  name: 'enrichment',
  settings: enrichmentSettings,
  async start({ config, log, metrics, clock, newId }) {
    const store = await openStore(config, log);
    const outbound = createOutbound({
      policy: createEgressPolicy({ environment: config.env, allow: config.egressAllow }),
      clock,
      random: Math.random,
      limits: { connectionsPerOrigin: config.connectionsPerOrigin },
    });

    const early: CatalogueChange[] = [];
    let catalogueChanged = (change: CatalogueChange): void => void early.push(change);
    const catalogues = await followCatalogues(store, { log, changed: (change) => catalogueChanged(change) });

    const judge = createProfileJudge({ catalogues, clock, newId });
    const runs = openAudienceRuns({ store, catalogues, clock, newId, log, metrics });
    catalogueChanged = ({ sandbox, catalogue, changes }) => {
      judge.refresh(catalogue);
      runs.definitionsChanged(sandbox, changes);
    };
    early.forEach(catalogueChanged);

    const parkedCalls = openParkedCalls(store, log);
    const cache = createResponseCache(config.cacheBytes, clock);
    const answerGroup = createAnswerGroup({
      catalogues,
      fetchExternal: createFetchExternal({ outbound, cache, metrics }),
      selectProfileFields: createSelectProfileFields(),
      report: createReportFetched(log, metrics),
      log,
    });
    const answers = createAnswerBuffer(store, 'enrichment');

    const consumer = new Consumer({
      store,
      member: { role: 'enrichment', id: newId(), stream: store.keyspace.fetches },
      batchSize: BATCH_SIZE,
      inOrder: false,
      readEveryMs: READ_EVERY_MS,
      mostInFlight: config.mostInFlight,
      ...createAnswerBatch({
        store,
        answerGroup,
        grant: createGrant(store, clock),
        updateField: createUpdateField({ store, clock, metrics, judge: judge.judge }),
        runs,
        answers,
        clock,
        log,
        metrics,
      }),
      log,
    });
    consumer.start();
    const endWatch = watchPipe({
      store,
      clock,
      log,
      partitions: () => consumer.owned.keys(),
      stream: store.keyspace.fetches,
      measured: (measures) => setAges(metrics.oldestFetchSeconds, measures),
    });

    return {
      routes: [
        profileRoutes({ store, parkedCalls, clock, newId, metrics, judge: judge.judge }),
        audienceRoutes({ store, catalogues, clock, newId, metrics }),
        journeyRoutes({ store, catalogues, clock }),
      ],
      ready: async () => [
        { name: 'redis', ok: store.connections.isReachable() },
        { name: 'partitions', ok: consumer.owned.size > 0, detail: `${consumer.owned.size} owned` },
      ],
      drain: async () => {
        await Promise.all([consumer.stop(), runs.close()]);
      },
      async stop() {
        endWatch();
        await Promise.all([outbound.close(), catalogues.stop(), parkedCalls.close()]);
        await store.connections.close();
      },
    };
  },
});
