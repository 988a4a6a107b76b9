import { freePort, type ServiceProcesses, startServiceProcesses } from '@waystream/testing';
import { request } from 'undici';
import { sendLoad } from '../journeys/load.js';
import { startModule, stopAll } from '../journeys/processes.js';
import { measuredWorld } from '../journeys/start-waystream.js';
import { type System, startSystem } from '../system.js';

const RATE = 200;
const SECONDS = 20;
/** Into the run, when both evaluators have their partitions. */
const STRIKE_AFTER_MS = 8_000;
/** Fresh processes compile their code; what was sent before this is not counted. */
const COUNT_AFTER_MS = 5_000;

/** The longest that an event has to wait for its first call while one of two evaluators goes away. */
export async function benchTakeover(): Promise<void> {
  for (const way of ['nothing', 'SIGTERM', 'kill -9'] as const) {
    const sinkPort = await freePort();
    const sink = await startModule('./sink.js', [String(sinkPort)]);
    const sinkUrl = `http://127.0.0.1:${sinkPort}`;
    const system = await startSystem(measuredWorld(), sinkUrl);
    const second = await startServiceProcesses(system.environment, ['evaluator']);
    try {
      const strike = setTimeout(() => void strikeDown(second, way), STRIKE_AFTER_MS);
      const longest = await longestGap(system, sinkUrl, way);
      clearTimeout(strike);
      console.log(
        `takeover: ${way.padEnd(8)} of one of two evaluators at ${RATE}/s · longest event → action ${longest}`,
      );
    } finally {
      await second.stop();
      await system.stop();
      await stopAll([sink]);
    }
  }
}

function strikeDown(second: ServiceProcesses, way: 'nothing' | 'SIGTERM' | 'kill -9'): Promise<void> {
  if (way === 'nothing') return Promise.resolve();
  return way === 'SIGTERM' ? second.terminate('evaluator') : second.kill('evaluator');
}

async function longestGap({ services }: System, sinkUrl: string, run: string): Promise<string> {
  const load = await sendLoad(
    {
      name: 'waystream',
      firstUrl: `${services.url('ingestion')}/events/CartAbandoned`,
      secondUrl: `${services.url('ingestion')}/events/OrderPlaced`,
      pids: {},
      stop: async () => undefined,
    },
    run.replaceAll(' ', ''),
    RATE,
    SECONDS,
  );
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const { body } = await request(`${sinkUrl}/arrivals`);
  const arrivals: unknown = await body.json();
  const first = new Map<string, number>();
  let calls = 0;
  for (const [person, which, at] of Array.isArray(arrivals) ? arrivals : []) {
    if (which !== 1) continue;
    calls += 1;
    first.set(person, Math.min(first.get(person) ?? Number.POSITIVE_INFINITY, at));
  }
  let longestMs = 0;
  const countFrom = Math.min(...load.scheduled.values()) + COUNT_AFTER_MS;
  for (const [person, due] of load.scheduled) {
    if (due >= countFrom) longestMs = Math.max(longestMs, (first.get(person) ?? due) - due);
  }
  const lost = load.scheduled.size - first.size;
  return `${(longestMs / 1_000).toFixed(2)} s; refused ${load.refused}, lost ${lost}, first calls repeated ${calls - first.size}`;
}
