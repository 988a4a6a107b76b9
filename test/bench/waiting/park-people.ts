import { aJourney, anAction, anEvent } from '@waystream/testing';
import { type System, startSystem } from '../system.js';
import { usedMemory, waitingPeople } from './partition-keys.js';
import { sendPeople } from './send-people.js';
import { until } from './until.js';

const world = {
  events: [anEvent('Signup', { country: 'string' }), anEvent('Order')],
  actions: [anAction('Remind', ['person'])],
  journeys: [
    aJourney('Parked', [
      { id: 'signup', type: 'event', event: 'Signup', next: ['order', 'month'] },
      { id: 'order', type: 'event', event: 'Order', next: 'done' },
      { id: 'month', type: 'wait', duration: 'P30D', next: 'remind' },
      { id: 'remind', type: 'action', action: 'Remind', parameters: { person: '@{Signup.person}' }, next: 'done' },
      { id: 'done', type: 'end', label: 'Done' },
    ]),
  ],
};

/** Does something while so many people wait for an event or the end of a month. */
export async function whileParked(
  people: number,
  measure: (system: System, usedBefore: number) => Promise<void>,
): Promise<void> {
  const system = await startSystem(world, 'http://127.0.0.1:9');
  try {
    const before = await usedMemory(system.store);
    const startedMs = performance.now();
    await sendPeople(
      system,
      'Signup',
      Array.from({ length: people }, (_, index) => `person-${index}@example.com`),
    );
    await until('parking', async () => (await waitingPeople(system.store)) === people, 300);
    const seconds = (performance.now() - startedMs) / 1_000;
    console.log(`${people} people parked in ${seconds.toFixed(1)} s (${Math.round(people / seconds)}/s)`);
    await measure(system, before);
  } finally {
    await system.stop();
  }
}
