import { request } from 'undici';
import { sendLoad } from './load.js';
import { cpuSeconds } from './processes.js';
import { type SystemUnderTest, WAIT_MS } from './workload.js';

export interface Measurement {
  rate: number;
  journeys: number;
  /** Journeys whose second call came within the wait and 1.5 s of its due time. */
  inTime: number;
  refused: number;
  /** CPU for a thousand journeys, milliseconds, by process. */
  cpuMsPerThousand: Map<string, number>;
  firstAction: { p50: number; p99: number };
  timerLateness: { p50: number; p99: number };
  /** Calls that arrived twice. */
  repeated: number;
}

const GRACE_MS = 1_500;

/** Runs the measured journey at a rate and gathers what the sink saw. Times are milliseconds. */
export async function measure(
  system: SystemUnderTest,
  sinkUrl: string,
  rate: number,
  seconds: number,
): Promise<Measurement> {
  const run = `${system.name}-${rate}-${Math.round(performance.now())}`;
  const before = cpuSeconds(system.pids);
  const load = await sendLoad(system, run, rate, seconds);
  const arrivals = await collect(sinkUrl, load.scheduled.size);
  const after = cpuSeconds(system.pids);

  const first = new Map<string, number>();
  const second = new Map<string, number>();
  let repeated = 0;
  for (const [person, which, at] of arrivals) {
    const seen = which === 1 ? first : second;
    if (seen.has(person)) repeated += 1;
    else seen.set(person, at);
  }
  const latency = [...first].map(([person, at]) => at - (load.scheduled.get(person) ?? at));
  const lateness: number[] = [];
  let inTime = 0;
  for (const [person, at] of second) {
    const firstAt = first.get(person) ?? at;
    const eventAt = load.scheduledSecond.get(person);
    const dueAt = eventAt === undefined ? firstAt + WAIT_MS : Math.max(eventAt, firstAt);
    if (eventAt === undefined) lateness.push(at - dueAt);
    if (at - dueAt <= GRACE_MS) inTime += 1;
  }
  return {
    rate,
    journeys: load.scheduled.size,
    inTime,
    refused: load.refused,
    cpuMsPerThousand: new Map(
      [...after].map(([name, used]) => [name, ((used - (before.get(name) ?? 0)) * 1e6) / Math.max(second.size, 1)]),
    ),
    firstAction: { p50: quantile(latency, 0.5), p99: quantile(latency, 0.99) },
    timerLateness: { p50: quantile(lateness, 0.5), p99: quantile(lateness, 0.99) },
    repeated,
  };
}

export function totalCpu({ cpuMsPerThousand }: Measurement): number {
  return [...cpuMsPerThousand.values()].reduce((sum, ms) => sum + ms, 0);
}

/** Sustained: everything accepted, 99.5 % done in time, and the typical latency still small. */
export function isSustained({ journeys, inTime, refused, firstAction, timerLateness }: Measurement): boolean {
  return refused === 0 && inTime >= journeys * 0.995 && firstAction.p50 <= 250 && timerLateness.p50 <= 250;
}

/** Waits until all second calls have come, or none has for a while. */
async function collect(sinkUrl: string, people: number): Promise<[string, 1 | 2, number][]> {
  const all: [string, 1 | 2, number][] = [];
  let quietRounds = 0;
  while (all.filter(([, which]) => which === 2).length < people && quietRounds < 16) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const { body } = await request(`${sinkUrl}/arrivals`);
    const more: unknown = await body.json();
    if (!Array.isArray(more)) break;
    quietRounds = more.length === 0 ? quietRounds + 1 : 0;
    all.push(...more);
  }
  return all;
}

function quantile(values: number[], q: number): number {
  const sorted = values.sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
