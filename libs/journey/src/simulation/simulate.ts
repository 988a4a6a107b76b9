import { createSimulation, type SimulationPlan } from './simulation.js';
import type { SimulationResult } from './simulation-result.js';

/** Runs a simulation to its end in one go. Where others wait meanwhile, use `createSimulation` and proceed in parts. */
export function simulate(plan: SimulationPlan): SimulationResult {
  const simulation = createSimulation(plan);
  simulation.proceed(Number.POSITIVE_INFINITY);
  return simulation.result();
}
