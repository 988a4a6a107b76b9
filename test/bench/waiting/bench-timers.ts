import { aJourney, anEvent, callApi } from '@waystream/testing';
import { type System, startSystem } from '../system.js';
import { waitingPeople } from './partition-keys.js';
import { sendPeople } from './send-people.js';
import { until } from './until.js';

/** Time to park everybody before the moment comes. */
const PREPARE_MS = 45_000;

/** Many timers due in the same second: how long until the last has fired, none lost, none twice. */
export async function benchTimers(people: number): Promise<void> {
  const dueMs = Math.ceil((Date.now() + PREPARE_MS + people / 4) / 1_000) * 1_000;
  const system = await startSystem(worldUntil(dueMs), 'http://127.0.0.1:9');
  try {
    const keys = Array.from({ length: people }, (_, index) => `person-${index}@example.com`);
    await sendPeople(system, 'Signup', keys);
    await until('parking', async () => (await waitingPeople(system.store)) === people, 300);
    const spareMs = dueMs - Date.now();
    if (spareMs < 1_000) throw new Error('parking took too long; nobody was waiting when the time came');
    await until('firing', async () => (await waitingPeople(system.store)) === 0, spareMs / 1_000 + 120, 10);
    const firedMs = Date.now() - dueMs;
    await until('counting', async () => (await figures(system)).completed >= people, 60);
    const { entered, completed, current } = await figures(system);
    console.log(
      `timers: ${people} due in the same second fired within ${(firedMs / 1_000).toFixed(2)} s ` +
        `(${Math.round((people / firedMs) * 1_000)}/s); entered ${entered}, completed ${completed}, inside ${current}`,
    );
  } finally {
    await system.stop();
  }
}

/** Each person waits until a moment of that second. */
function worldUntil(dueMs: number) {
  const date = new Date(dueMs).toISOString();
  return {
    events: [anEvent('Signup')],
    journeys: [
      aJourney('Timers', [
        { id: 'signup', type: 'event', event: 'Signup', next: 'moment' },
        { id: 'moment', type: 'wait', kind: 'date', date, next: 'done' },
        { id: 'done', type: 'end', label: 'Done' },
      ]),
    ],
  } satisfies Parameters<typeof startSystem>[0];
}

async function figures({ services, versions }: System): Promise<Record<'entered' | 'completed' | 'current', number>> {
  const report = await callApi('GET', `${services.url('reporting')}/reports/journeys/${versions.get('Timers')}`);
  return JSON.parse(JSON.stringify(report.figures));
}
