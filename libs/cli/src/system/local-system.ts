import { relative } from 'node:path';
import { type Clock, SERVICE_NAMES, SERVICE_PORT_OFFSETS } from '@waystream/core';
import { portBase } from '../api/service-address.js';
import type { Host } from '../host.js';
import type { Phases } from '../output/phases.js';
import { claimHome } from './claim-home.js';
import { requireFreePorts } from './free-ports.js';
import { startGuard } from './guard.js';
import { type Home, openHome } from './home.js';
import { openProcessRegister } from './process-register.js';
import { type Helper, startHelpers } from './start-helpers.js';
import { startRedis } from './start-redis.js';
import { startServices } from './start-services.js';
import { stopInOrder } from './stop-in-order.js';
import type { StopRequest } from './stop-request.js';
import type { SupervisedProcess, Surroundings } from './supervised-process.js';
import { untilReady } from './until-ready.js';
import { watchProcesses } from './watch-processes.js';

/** Everything of Waystream on this machine, running and ready. */
export interface LocalSystem {
  readonly base: number;
  readonly home: Home;
  /** More than one address means a cluster. */
  readonly redis: readonly string[];
}

export interface LocalSystemSetup {
  readonly host: Host;
  readonly phases: Phases;
  readonly clock: Clock;
  readonly request: StopRequest;
  /** Folder for data and logs, when not the usual one. */
  readonly data: string | undefined;
  /** Other programs to run beside the services. */
  readonly helpers: readonly Helper[];
}

/**
 * Starts Redis, helpers and services, lets `use` work with them, and stops everything again in the reverse order:
 * when `use` is done, when somebody asks to stop, and when anything fails.
 * `signal` is aborted when `use` should come to an end.
 */
export async function withLocalSystem<Result>(
  setup: LocalSystemSetup,
  use: (system: LocalSystem, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { host, phases, clock, request } = setup;
  const base = portBase(host.env);
  const home = openHome(host, setup.data);
  const giveBack = claimHome(home, host.pid);
  const fault = new AbortController();
  const signal = AbortSignal.any([request.stop, fault.signal]);
  const stages: SupervisedProcess[][] = [];
  const watch = watchProcesses(phases, (failure) => fault.abort(failure));
  const register = openProcessRegister(home.processes);
  const guard = startGuard(register);
  try {
    await register.endLeftovers();
    const surroundings = { guard, clock, ended: watch.ended };
    const redis = await startEverything(setup, { base, home, signal, stages, surroundings });
    watch.started();
    return await use({ base, home, redis }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await stopInOrder(stages, { phases, hurry: request.hurry });
    guard.release();
    giveBack();
  }
}

interface Start {
  base: number;
  home: Home;
  signal: AbortSignal;
  /** What is started joins these, in the order of the start. */
  stages: SupervisedProcess[][];
  surroundings: Surroundings;
}

/** Resolves to the addresses of Redis when all are ready. */
async function startEverything(
  { host, phases, helpers }: LocalSystemSetup,
  { base, home, signal, stages, surroundings }: Start,
): Promise<readonly string[]> {
  await requireFreePorts([...servicePorts(base), ...helpers], base);
  const wantedPort = base + REDIS_OFFSET;
  const redis = await startRedis({ host, home, phases, wantedPort }, signal, surroundings, stages);
  await phases.run('Services', async (progress) => {
    const helping = startHelpers(helpers, { ...host, home }, surroundings);
    stages.push(helping.processes);
    const started = startServices({ ...host, base, redis, home }, surroundings);
    stages.push(started.processes);
    const gateways = [...helping.gateways, ...started.gateways];
    await untilReady(gateways, { signal, ready: (count) => progress.at(count, gateways.length) });
    progress.note(`ready, logs in ${relative(host.cwd, home.logs)}`);
  });
  return redis;
}

/** The private Redis stands behind services and helpers. */
const REDIS_OFFSET = 20;

function servicePorts(base: number): { name: string; port: number }[] {
  return SERVICE_NAMES.map((name) => ({ name, port: base + SERVICE_PORT_OFFSETS[name] }));
}
