import type { ServiceName } from '@waystream/core';
import { systemClock, systemIds } from '@waystream/core';
import type { z } from 'zod';
import { ConfigError, type Environment, readConfig, type ServiceConfig } from './config/read-config.js';
import { createLog, readableLines } from './log.js';
import type { ServiceDefinition } from './service-definition.js';
import { startConfigured } from './start-service.js';

/** The part of a node process that a service needs. */
export interface ProcessHost {
  readonly env: Environment;
  readonly stdout: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  on(
    event: 'SIGTERM' | 'SIGINT' | 'uncaughtException' | 'unhandledRejection',
    listener: (cause: unknown) => void,
  ): unknown;
  exit(code: number): void;
}

/** Exit codes: work finished, work cut off or a fault, and (as in sysexits.h) a configuration that cannot run. */
const DONE = 0;
const FAILED = 1;
const MISCONFIGURED = 78;

/**
 * Runs a service as a process: start, serve until SIGTERM or SIGINT, drain, exit. A second signal ends it at once. Faults that
 * nobody caught leave an unknown state behind, so they end the process, and its work goes on elsewhere.
 */
export async function runService<N extends ServiceName, S extends z.ZodObject>(
  definition: ServiceDefinition<N, S>,
  host: ProcessHost = process,
): Promise<void> {
  const config = readOrRefuse(definition, host);
  if (!config) return;
  const clock = systemClock;
  const readable = config.env === 'development' && host.stdout.isTTY === true;
  const destination = readable ? readableLines((text) => host.stdout.write(text)) : host.stdout;
  const log = createLog({ service: definition.name, level: config.logLevel, clock, destination });
  const fail = (err: unknown, what: string) => {
    log.fatal({ err }, what);
    host.exit(FAILED);
  };
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) host.on(event, (err) => fail(err, event));
  try {
    const { stop } = await startConfigured(definition, { config, log, clock, newId: systemIds });
    let signals = 0;
    const onSignal = () => {
      if (++signals > 1) return host.exit(FAILED);
      stop().then(
        ({ drained }) => host.exit(drained ? DONE : FAILED),
        (err: unknown) => fail(err, 'stopping failed'),
      );
    };
    host.on('SIGTERM', onSignal);
    host.on('SIGINT', onSignal);
  } catch (err) {
    fail(err, 'start failed');
  }
}

function readOrRefuse<N extends ServiceName, S extends z.ZodObject>(
  { name, settings }: ServiceDefinition<N, S>,
  host: ProcessHost,
): ServiceConfig<S> | undefined {
  try {
    return readConfig(name, settings, host.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    host.stderr.write(`${error.message}\n`);
    host.exit(MISCONFIGURED);
    return undefined;
  }
}
