import { aJourney, anAction, anEvent, furnish, startRedis, startServiceProcesses } from '@waystream/testing';
import { DURABILITY } from './floor/start-floor.js';
import type { SystemUnderTest } from './workload.js';

/** All six services as separate processes on a Redis of their own, with the measured journey published. */
export async function startWaystream(
  sinkUrl: string,
  environment: Record<string, string> = {},
): Promise<SystemUnderTest> {
  const redis = await startRedis({ args: DURABILITY });
  const services = await startServiceProcesses({
    WAYSTREAM_REDIS_URL: redis.url,
    WAYSTREAM_LOG_LEVEL: 'fatal',
    ...environment,
  });
  await furnish(measuredWorld(), {
    authoring: services.url('authoring'),
    enrichment: services.url('enrichment'),
    endpoint: sinkUrl,
  });
  return {
    name: 'waystream',
    firstUrl: `${services.url('ingestion')}/events/CartAbandoned`,
    secondUrl: `${services.url('ingestion')}/events/OrderPlaced`,
    pids: { redis: redis.pid, ...services.pids() },
    async stop() {
      await services.stop();
      await redis.stop();
    },
  };
}

function measuredWorld() {
  const person = { person: '@{CartAbandoned.person}' };
  const text = { text: 'Thank you for your order. '.repeat(8) };
  const anAnswering = (name: string, path: string) => {
    const payload = { person: { variable: { label: 'Person' } }, ...text };
    return anAction(name, [], { url: `http://endpoint${path}`, payload });
  };
  return {
    events: [
      anEvent('CartAbandoned', { total: 'number', country: 'string' }),
      anEvent('OrderPlaced', { orderId: 'string' }),
    ],
    actions: [anAnswering('First', '/first'), anAnswering('Second', '/second')],
    journeys: [
      aJourney('Measured', [
        { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'large' },
        {
          id: 'large',
          type: 'condition',
          paths: [
            {
              id: 'yes',
              expression: "@{CartAbandoned.total} > 100 and @{CartAbandoned.country} == 'DE'",
              next: 'first',
            },
          ],
        },
        { id: 'first', type: 'action', action: 'First', parameters: person, next: ['ordered', 'wait'] },
        { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'second' },
        { id: 'wait', type: 'wait', duration: 'PT2S', next: 'second' },
        { id: 'second', type: 'action', action: 'Second', parameters: person, next: 'done' },
        { id: 'done', type: 'end', label: 'Done' },
      ]),
    ],
  };
}
