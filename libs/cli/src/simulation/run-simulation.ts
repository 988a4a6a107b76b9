import { type Clock, DAY_MS, SECOND_MS } from '@waystream/core';
import { createSimulation, type SimulationPlan, type SimulationResult } from '@waystream/journey';
import type { Output } from '../host.js';
import { createGauge } from '../output/progress.js';

/** Decisions between two looks at the clock. */
const PART = 1_000;
/** Work that is done sooner shows no bar. */
const PATIENCE_MS = SECOND_MS / 2;

/** Runs a simulation in parts, so that on a terminal a bar can show how many virtual days have passed. */
export async function runSimulation(
  plan: SimulationPlan,
  { clock, stderr }: { clock: Clock; stderr: Output },
): Promise<SimulationResult> {
  const simulation = createSimulation(plan);
  const gauge = stderr.isTTY === true ? createGauge(stderr, 'Simulating, in days') : null;
  const startedAt = clock.now();
  const from = simulation.now();
  const days = (epochMs: number) => Math.ceil((epochMs - from) / DAY_MS);
  while (simulation.proceed(PART)) {
    if (clock.now() - startedAt > PATIENCE_MS) gauge?.at(days(simulation.now()), days(plan.until));
    await new Promise(setImmediate);
  }
  gauge?.end();
  return simulation.result();
}
