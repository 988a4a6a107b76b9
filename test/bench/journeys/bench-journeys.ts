import { freePort } from '@waystream/testing';
import { startFloor } from './floor/start-floor.js';
import { isSustained, type Measurement, measure, totalCpu } from './measure.js';
import { startModule, stopAll } from './processes.js';
import { startWaystream } from './start-waystream.js';
import type { SystemUnderTest } from './workload.js';

const LADDER = [500, 750, 875, 1_000, 1_125, 1_250, 1_500, 1_750, 2_000, 2_500, 3_000, 3_500, 4_000, 5_000];

/** Not counted: fresh processes compile their code and open their connections. */
const WARM_UP = { rate: 400, seconds: 8 };

/**
 * What share of the floor's sustained rate the aimed-at half load is: on the machine that the aims were set for, 1,500 of
 * 7,000 journeys a second. It carries them over to faster and slower machines.
 */
const AIMED_SHARE = 1_500 / 7_000;

export interface JourneyBenchOptions {
  /** Journeys a second; without it, the ladder is climbed until a rate is not sustained. */
  rate?: number;
  seconds: number;
}

/**
 * The whole journey through all services, after the floor at the same rates in the same run: a slow machine is slow for
 * both, so the ratios are what counts.
 */
export async function benchJourneys({ rate, seconds }: JourneyBenchOptions): Promise<void> {
  const sinkPort = await freePort();
  const sink = await startModule('./sink.js', [String(sinkPort)]);
  const bench = { sinkUrl: `http://127.0.0.1:${sinkPort}`, seconds };
  try {
    console.log(`journeys: 1 KB event → condition → call → 2 s or second event → call; ${seconds} s a rate, open loop`);
    if (rate === undefined) await compareAsFarAsTheyGo(bench);
    else await compareAt(rate, bench);
  } finally {
    await stopAll([sink]);
  }
}

interface Bench {
  sinkUrl: string;
  seconds: number;
}

async function compareAt(rate: number, bench: Bench): Promise<void> {
  const measured = async (system: SystemUnderTest) => {
    await warmUp(system, bench);
    return shown(system, bench, rate);
  };
  const floor = await during(startFloor(bench.sinkUrl), measured);
  tellCpu(await during(startWaystream(bench.sinkUrl), measured), floor);
}

async function compareAsFarAsTheyGo(bench: Bench): Promise<void> {
  const floor = await during(startFloor(bench.sinkUrl), async (system) => {
    const sustained = await climb(system, bench);
    const rate = sustained.at(-1)?.rate ?? 0;
    return { sustained, rate, half: await afterRest(system, bench, rate / 2, 'half load') };
  });
  await during(startWaystream(bench.sinkUrl), async (system) => {
    const most = (await climb(system, bench)).at(-1);
    if (!most) return console.log('no rate was sustained');
    const half = await afterRest(system, bench, most.rate / 2, 'half load');
    const aimed = await afterRest(system, bench, Math.round(floor.rate * AIMED_SHARE), 'aimed-at half load');
    const atSameRate = floor.sustained.find(({ rate }) => rate === most.rate);
    if (atSameRate) tellCpu(most, atSameRate);
    console.log(`sustained ${most.rate}/s is ${ratio(most.rate, floor.rate)} × the floor's ${floor.rate}/s`);
    tellLatency('half load', half, floor.half);
    tellLatency('the aimed-at half load', aimed, floor.half);
  });
}

function tellCpu(ours: Measurement, floor: Measurement): void {
  console.log(`at ${ours.rate}/s CPU per journey is ${ratio(totalCpu(ours), totalCpu(floor))} × the floor`);
}

function tellLatency(load: string, { firstAction, timerLateness }: Measurement, floor: Measurement): void {
  console.log(
    [
      `at ${load} event→action is p50 ${ratio(firstAction.p50, floor.firstAction.p50)} ×`,
      `p99 ${ratio(firstAction.p99, floor.firstAction.p99)} × the floor at its half load`,
      `timer lateness p99 ${ratio(timerLateness.p99, floor.timerLateness.p99)} ×`,
    ].join(' · '),
  );
}

const ratio = (ours: number, floor: number) => (ours / floor).toFixed(2);

async function warmUp(system: SystemUnderTest, { sinkUrl }: Bench): Promise<void> {
  await measure(system, sinkUrl, WARM_UP.rate, WARM_UP.seconds);
}

/** Runs at rising rates until one is not sustained; those that were. */
async function climb(system: SystemUnderTest, bench: Bench): Promise<Measurement[]> {
  await warmUp(system, bench);
  const sustained: Measurement[] = [];
  for (const rate of LADDER) {
    const measurement = await shown(system, bench, rate);
    if (!isSustained(measurement)) break;
    sustained.push(measurement);
  }
  return sustained;
}

/** A rate that was too much has left work behind; it must not weigh on what follows. */
async function afterRest(system: SystemUnderTest, bench: Bench, rate: number, note: string): Promise<Measurement> {
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  await measure(system, bench.sinkUrl, rate, 4);
  return shown(system, bench, rate, note);
}

async function shown(
  system: SystemUnderTest,
  { sinkUrl, seconds }: Bench,
  rate: number,
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
