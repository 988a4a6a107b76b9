import { createHash } from 'node:crypto';
import type { ServiceName } from '@waystream/core';
import { type Clock, canonicalJson, type Json, type NewId, systemClock, systemIds } from '@waystream/core';
import type { z } from 'zod';
import type { BaseConfig } from './config/base-config.js';
import { type Environment, readConfig, type ServiceConfig } from './config/read-config.js';
import type { Phase } from './http/accompany-request.js';
import { createKeyAuthenticator } from './http/authenticator.js';
import { createGateway } from './http/gateway.js';
import { type HttpServer, listen } from './http-server.js';
import { createLog, type Log } from './log.js';
import { createMetrics, type ServiceMetrics } from './metrics.js';
import type { RunningService, ServiceDefinition } from './service-definition.js';

export interface StartedService<N extends ServiceName, S extends z.ZodObject> {
  /** Without a slash at its end. */
  readonly url: string;
  readonly config: ServiceConfig<S>;
  readonly metrics: ServiceMetrics<N>;
  readonly log: Log;
  /** Drains and stops, once. `drained` is false when the deadline cut unfinished work off. */
  stop(): Promise<{ drained: boolean }>;
}

export interface StartOptions {
  readonly environment: Environment;
  readonly clock?: Clock;
  readonly newId?: NewId;
  readonly log?: Log;
}

/**
 * Starts a service inside this process. `WAYSTREAM_PORT=0` chooses a free port.
 * Throws `ConfigError`, or what the service's `start` throws.
 */
export async function startService<N extends ServiceName, S extends z.ZodObject>(
  definition: ServiceDefinition<N, S>,
  options: StartOptions,
): Promise<StartedService<N, S>> {
  const { environment, clock = systemClock, newId = systemIds } = options;
  const config = readConfig(definition.name, definition.settings, environment);
  const log = options.log ?? createLog({ service: definition.name, level: config.logLevel, clock });
  return startConfigured(definition, { config, log, clock, newId });
}

const VERSION = '0.1.0';

/**
 * The gateway listens before the service starts, so that probes see `starting` instead of a refused connection; from then on
 * the service's own gateway answers on the same port.
 */
export async function startConfigured<N extends ServiceName, S extends z.ZodObject>(
  definition: ServiceDefinition<N, S>,
  given: { config: ServiceConfig<S>; log: Log; clock: Clock; newId: NewId },
): Promise<StartedService<N, S>> {
  const { config, log, clock, newId } = given;
  const metrics = createMetrics(definition.name);
  const phase: Phase = { current: 'starting', requestsUnderWay: 0 };
  const info = { title: `Waystream ${definition.name}`, version: VERSION };
  const surroundings = { info, metrics, log, phase, newId, authenticate: createKeyAuthenticator(config) };
  const server = await listen(createGateway({ ...surroundings, routes: [], health: HEALTH_WHILE_STARTING }), config);

  try {
    const running = await definition.start({ ...given, metrics, authenticate: surroundings.authenticate });
    const { routes, authenticate = surroundings.authenticate } = running;
    const health = { ready: () => running.ready(), alive: () => running.alive?.() ?? true };
    server.serve(createGateway({ ...surroundings, authenticate, routes, health }));
    phase.current = 'ready';
    metrics.configInfo.set({ hash: fingerprint(config) }, 1);
    log.info({ url: server.url, env: config.env }, 'ready');
    const stop = once(() => stopService({ config, clock, log, phase, server, running }));
    return { url: server.url, config, metrics, log, stop };
  } catch (error) {
    server.destroy();
    throw error;
  }
}

const HEALTH_WHILE_STARTING = { ready: async () => [], alive: () => true };

/** Time to close connections after the drain; a store that does not answer must not hold the process. */
const STOP_MS = 5_000;

async function stopService(parts: {
  config: BaseConfig;
  clock: Clock;
  log: Log;
  phase: Phase;
  server: HttpServer;
  running: RunningService;
}): Promise<{ drained: boolean }> {
  const { config, clock, log, phase, server, running } = parts;
  phase.current = 'draining';
  log.info('draining');
  const finished = await within(clock, config.drainMs, drain(server, running));
  server.destroy();
  const stopped = await within(clock, STOP_MS, running.stop());
  const drained = finished && stopped;
  log.info({ drained }, 'stopped');
  return { drained };
}

/** Requests under way may wait for work under way, so both end together. */
async function drain(server: HttpServer, running: RunningService): Promise<void> {
  await Promise.all([running.drain?.(), server.idle()]);
  await server.close();
}

async function within(clock: Clock, limitMs: number, work: Promise<void>): Promise<boolean> {
  let cancel = () => {};
  const deadline = new Promise<boolean>((resolve) => {
    cancel = clock.wakeAt(clock.now() + limitMs, () => resolve(false));
  });
  try {
    return await Promise.race([work.then(() => true), deadline]);
  } finally {
    cancel();
  }
}

function once<T>(act: () => T): () => T {
  let result: { value: T } | undefined;
  return () => {
    result ??= { value: act() };
    return result.value;
  };
}

/** The same for processes with the same configuration; secrets go into the hash but cannot be read from it. */
function fingerprint(config: object): string {
  const plain: Json = JSON.parse(JSON.stringify(config));
  return createHash('sha256').update(canonicalJson(plain)).digest('hex').slice(0, 12);
}
