import { randomUUID } from 'node:crypto';
import { evaluatedAudiences, openStore, storeAnswer } from '@waystream/redis';
import { defineService } from '@waystream/service';
import { actionResource } from './actions/action-resource.js';
import { audienceResource } from './audiences/audience-resource.js';
import type { AuthoringContext } from './authoring-context.js';
import { authoringSettings } from './config.js';
import { openConfiguration } from './configuration/configuration.js';
import { dataSourceResource } from './data-sources/data-source-resource.js';
import { definitionRoutes } from './definitions/definition-routes.js';
import { eventResource } from './events/event-resource.js';
import { payloadRoute } from './events/payload-route.js';
import { expressionRoutes } from './expressions/expression-routes.js';
import { fieldGroupResource } from './field-groups/field-group-resource.js';
import { inletResource } from './inlets/inlet-resource.js';
import { journeyRoutes } from './journeys/journey-routes.js';
import { createJourneyUse } from './journeys/journey-use.js';
import { namespaceRoutes } from './namespaces/namespace-routes.js';
import { createSchedule, type Schedule } from './schedule/schedule.js';
import { schemaResource } from './schemas/schema-resource.js';
import { simulationRoutes } from './simulation/simulation-routes.js';
import { templateResource } from './templates/template-resource.js';
import { logRoute } from './versions/log-route.js';
import { versionRoutes } from './versions/version-routes.js';

/** Takes the definitions that people write, and the journeys, through their lives. */
export const authoring = defineService({
  name: 'authoring',
  settings: authoringSettings,
  async start({ config, log, metrics, clock, newId }) {
    const store = await openStore(config, log);

    let schedule: Schedule | null = null;
    const configuration = await openConfiguration(store, log, () => schedule?.look());

    const use = createJourneyUse();
    const events = eventResource(use);
    const context: AuthoringContext = {
      configuration,
      clock,
      newId,
      evaluatedAudiences: async (sandbox) => new Set((await storeAnswer(evaluatedAudiences(store, sandbox))).keys()),
      changed: (resource, verb) => metrics.changes.inc({ resource, verb }),
    };

    const timing = createSchedule(context, { store, log });
    schedule = timing;
    timing.look();

    const routes = [
      definitionRoutes(context, schemaResource()),
      definitionRoutes(context, events),
      payloadRoute(context, events),
      definitionRoutes(context, dataSourceResource()),
      definitionRoutes(context, fieldGroupResource(use)),
      definitionRoutes(context, actionResource(use)),
      definitionRoutes(context, templateResource(use)),
      definitionRoutes(context, audienceResource(use)),
      definitionRoutes(context, inletResource()),
      namespaceRoutes,
      journeyRoutes(context),
      versionRoutes(context, config.liveJourneys),
      logRoute({ configuration, store }),
      simulationRoutes(context),
      expressionRoutes({ configuration, clock, chance: { random: Math.random, newId: randomUUID } }),
    ];

    return {
      routes,
      ready: async () => [{ name: 'redis', ok: store.connections.isReachable() }],
      async stop() {
        timing.stop();
        await configuration.stop();
        await store.connections.close();
      },
    };
  },
});
