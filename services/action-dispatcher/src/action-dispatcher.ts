import { createEgressPolicy, createOutbound } from '@waystream/outbound';
import {
  Consumer,
  createAnswerBuffer,
  followCatalogues,
  openRetryQueue,
  openStore,
  setAges,
  watchPipe,
} from '@waystream/redis';
import { defineService } from '@waystream/service';
import { createBulkheads } from './bulkheads.js';
import { byChannel } from './by-channel.js';
import { actionDispatcherSettings } from './config.js';
import { continueParked } from './continue-parked.js';
import { openMailServer } from './email/mail-server.js';
import { createSendEmail } from './email/send-email.js';
import { createPerformAction } from './perform-action.js';
import { createPerformBatch } from './perform-batch.js';
import { createPutUnreadableAside } from './put-unreadable-aside.js';
import { openTracking } from './tracking/open-tracking.js';

/** Under load an action may wait this long for others to be read with. */
const READ_EVERY_MS = 2;

/** Most entries of one partition in one read. */
const BATCH_SIZE = 256;

/** Makes the calls and sends the mail that journeys decide on, and tells the evaluator how they ended. */
export const actionDispatcher = defineService({
  name: 'action-dispatcher',
  settings: actionDispatcherSettings,
  async start({ config, log, metrics, clock, newId }) {
    const store = await openStore(config, log);
    const outbound = createOutbound({
      policy: createEgressPolicy({ environment: config.env, allow: config.egressAllow }),
      clock,
      random: Math.random,
      limits: { connectionsPerOrigin: config.mostPerOrigin },
    });

    const catalogues = await followCatalogues(store, { log });

    const bulkheads = createBulkheads(config.mostPerOrigin, (waiting) =>
      metrics.waiting.set({ queue: 'fast' }, waiting),
    );
    const mailServer = config.smtpUrl === undefined ? null : openMailServer(config.smtpUrl);
    const tracking = openTracking(config, { store, clock, log, metrics });
    const performAction = byChannel({
      custom: createPerformAction({ catalogues, outbound, bulkheads, clock, log, metrics }),
      email: createSendEmail({
        catalogues,
        mailServer,
        from: config.mailFrom,
        linksOf: tracking.linksOf,
        bulkheads: createBulkheads(config.smtpConnections, (waiting) =>
          metrics.waiting.set({ queue: 'email' }, waiting),
        ),
        clock,
        random: Math.random,
        log,
        metrics,
      }),
    });
    const putUnreadableAside = createPutUnreadableAside({ store, clock, log, metrics });

    const retries = openRetryQueue(store, {
      take: (call) => continueParked({ store, retries, performAction, putUnreadableAside }, call),
      concurrency: config.mostPerOrigin,
      clock,
      log,
    });
    const answers = createAnswerBuffer(store, 'dispatcher');
    const consumer = new Consumer({
      store,
      member: { role: 'dispatcher', id: newId(), stream: store.keyspace.actions },
      batchSize: BATCH_SIZE,
      inOrder: false,
      readEveryMs: READ_EVERY_MS,
      mostInFlight: config.mostInFlight,
      ...createPerformBatch({ performAction, answers, retries, putUnreadableAside }),
      log,
    });
    consumer.start();
    const endWatch = watchPipe({
      store,
      clock,
      log,
      partitions: () => consumer.owned.keys(),
      stream: store.keyspace.actions,
      async measured(measures) {
        setAges(metrics.oldestActionSeconds, measures);
        metrics.waiting.set({ queue: 'retry' }, await retries.waiting());
      },
    });

    return {
      routes: tracking.routes,
      ready: async () => [
        { name: 'redis', ok: store.connections.isReachable() },
        { name: 'partitions', ok: consumer.owned.size > 0, detail: `${consumer.owned.size} owned` },
      ],
      async drain() {
        await consumer.stop();
        await retries.close();
      },
      async stop() {
        endWatch();
        mailServer?.close();
        await Promise.all([outbound.close(), catalogues.stop()]);
        await store.connections.close();
      },
    };
  },
});
