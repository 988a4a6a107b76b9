import { aJourney, anAction, anEvent } from '@waystream/testing';
import { startSystem } from '../system.js';
import type { SystemUnderTest } from './workload.js';

export async function startWaystream(sinkUrl: string): Promise<SystemUnderTest> {
  const { redis, services, stop } = await startSystem(measuredWorld(), sinkUrl);
  return {
    name: 'waystream',
    firstUrl: `${services.url('ingestion')}/events/CartAbandoned`,
    secondUrl: `${services.url('ingestion')}/events/OrderPlaced`,
    pids: { redis: redis.pid, ...services.pids() },
    stop,
  };
}

/** The measured journey; see `workload.ts`. */
export function measuredWorld() {
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
