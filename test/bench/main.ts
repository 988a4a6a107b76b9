import { parseArgs } from 'node:util';
import { benchExpression } from './expression.js';
import { benchJourneys } from './journeys/bench-journeys.js';
import { benchSimulation } from './simulation.js';
import { benchIdle } from './waiting/bench-idle.js';
import { benchParked } from './waiting/bench-parked.js';
import { benchTakeover } from './waiting/bench-takeover.js';
import { benchTimers } from './waiting/bench-timers.js';

/** `npm run bench [-- <what> ...] [--rate 1000] [--seconds 15] [--people 100000]` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: 'string' },
    seconds: { type: 'string', default: '15' },
    people: { type: 'string', default: '100000' },
  },
});

const BENCHES: Record<string, () => Promise<void>> = {
  expression: benchExpression,
  journeys: () => {
    const seconds = Number(values.seconds);
    return benchJourneys(values.rate === undefined ? { seconds } : { seconds, rate: Number(values.rate) });
  },
  simulation: benchSimulation,
  parked: () => benchParked(Number(values.people)),
  idle: () => benchIdle(Number(values.people)),
  timers: () => benchTimers(Number(values.people)),
  takeover: benchTakeover,
};

const wanted = positionals.length > 0 ? positionals : Object.keys(BENCHES);
for (const name of wanted) {
  const bench = BENCHES[name];
  if (!bench) throw new Error(`there is no bench "${name}"; known: ${Object.keys(BENCHES).join(', ')}`);
  await bench();
}
