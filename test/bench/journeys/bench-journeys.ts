import { freePort } from '@waystream/testing';
import { startFloor } from './floor/start-floor.js';
import { isSustained, type Measurement, measure, totalCpu } from './measure.js';
import { startModule, stopAll } from './processes.js';
import { startWaystream } from './start-waystream.js';
import type { SystemUnderTest } from './workload.js';

const LADDER = [500, 750, 1_000, 1_250, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000, 5_000];

/** Not counted: fresh processes compile their code and open their connections. */
const WARM_UP = { rate: 400, seconds: 8 };

export interface JourneyBenchOptions {
  /** Journeys a second; without it, the ladder is climbed until a rate is not sustained. */
  rate?: number;
  seconds: number;
}

/**
 * The whole journey through all services, next to the floor at the same rates in the same run: a slow machine is slow for
 * both, so the ratios are what counts.
 */
export async function benchJourneys({ rate, seconds }: JourneyBenchOptions): Promise<void> {
  const sinkPort = await freePort();
  const sink = await startModule('./sink.js', [String(sinkPort)]);
  const sinkUrl = `http://127.0.0.1:${sinkPort}`;
  try {
    console.log(`journeys: 1 KB event → condition → call → 2 s or second event → call; ${seconds} s a rate, open loop`);
    const ours = await during(startWaystream(sinkUrl), async (system) => {
      await measure(system, sinkUrl, WARM_UP.rate, WARM_UP.seconds);
      if (rate !== undefined) return { most: await shown(system, sinkUrl, rate, seconds), half: null };
      const most = (await climb(system, sinkUrl, seconds)).filter(isSustained).at(-1);
      return most ? { most, half: await atHalfLoad(system, sinkUrl, most.rate, seconds) } : null;
    });
    if (!ours) return console.log('no rate was sustained');
    const { most, half } = ours;
    await during(startFloor(sinkUrl), async (system) => {
      await measure(system, sinkUrl, WARM_UP.rate, WARM_UP.seconds);
      const floor = await shown(system, sinkUrl, most.rate, seconds);
      console.log(`at ${most.rate}/s CPU per journey is ${ratio(totalCpu(most), totalCpu(floor))} × the floor`);
      if (!half) return;
      const floorMost = (await climb(system, sinkUrl, seconds, most.rate)).filter(isSustained).at(-1) ?? floor;
      console.log(`sustained ${most.rate}/s is ${ratio(most.rate, floorMost.rate)} × the floor's ${floorMost.rate}/s`);
      tellHalfLoad(half, await atHalfLoad(system, sinkUrl, floorMost.rate, seconds));
    });
  } finally {
    await stopAll([sink]);
  }
}

/** A rate that was too much has left work behind; it must not weigh on what follows. */
async function atHalfLoad(system: SystemUnderTest, sinkUrl: string, rate: number, seconds: number) {
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  await measure(system, sinkUrl, rate / 2, 4);
  return shown(system, sinkUrl, rate / 2, seconds, 'half load');
}

/** Each at half of what it sustains itself. */
function tellHalfLoad({ firstAction, timerLateness }: Measurement, floor: Measurement): void {
  console.log(
    [
      `at half load event→action is p50 ${ratio(firstAction.p50, floor.firstAction.p50)} ×`,
      `p99 ${ratio(firstAction.p99, floor.firstAction.p99)} × the floor at its half load`,
      `timer lateness p99 ${ratio(timerLateness.p99, floor.timerLateness.p99)} ×`,
    ].join(' · '),
  );
}

const ratio = (ours: number, floor: number) => (ours / floor).toFixed(2);

/** Runs at rising rates, those above `above`, until one is not sustained. */
async function climb(system: SystemUnderTest, sinkUrl: string, seconds: number, above = 0): Promise<Measurement[]> {
  const climbed: Measurement[] = [];
  for (const rate of LADDER.filter((rung) => rung > above)) {
    const measurement = await shown(system, sinkUrl, rate, seconds);
    climbed.push(measurement);
    if (!isSustained(measurement)) break;
  }
  return climbed;
}

async function shown(
  system: SystemUnderTest,
  sinkUrl: string,
  rate: number,
  seconds: number,
  note = '',
): Promise<Measurement> {
  const result = await measure(system, sinkUrl, rate, seconds);
  const { firstAction, timerLateness, inTime, journeys, refused, repeated } = result;
  const verdict = isSustained(result) ? 'sustained' : 'NOT sustained';
  console.log(
    [
      `${system.name.padEnd(9)} ${String(rate).padStart(5)}/s ${verdict.padEnd(13)}`,
      `event→action p50 ${ms(firstAction.p50)} p99 ${ms(firstAction.p99)}`,
      `timer late p50 ${ms(timerLateness.p50)} p99 ${ms(timerLateness.p99)}`,
      `CPU ${totalCpu(result).toFixed(0)} ms/1,000 (${cpuShares(result)})`,
      `in time ${((inTime / journeys) * 100).toFixed(2)} %`,
      `refused ${refused} repeated ${repeated} ${note}`,
    ].join(' · '),
  );
  return result;
}

async function during<Result>(
  starting: Promise<SystemUnderTest>,
  use: (system: SystemUnderTest) => Promise<Result>,
): Promise<Result> {
  const system = await starting;
  try {
    return await use(system);
  } finally {
    await system.stop();
  }
}

const cpuShares = ({ cpuMsPerThousand }: Measurement) =>
  [...cpuMsPerThousand].map(([name, used]) => `${name} ${used.toFixed(0)}`).join(', ');

const ms = (value: number) => `${value.toFixed(1)} ms`;
