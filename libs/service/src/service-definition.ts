import type { Clock, NewId, ServiceName } from '@waystream/core';
import type { z } from 'zod';
import type { ServiceConfig } from './config/read-config.js';
import type { Authenticator } from './http/authenticator.js';
import type { Routes } from './http/gateway.js';
import type { ReadinessCheck } from './http/health-routes.js';
import type { Log } from './log.js';
import type { ServiceMetrics } from './metrics.js';

/** What a service gets from its surroundings. Nothing else of the outside world reaches it. */
export interface ServiceContext<N extends ServiceName, S extends z.ZodObject> {
  readonly config: ServiceConfig<S>;
  readonly log: Log;
  readonly metrics: ServiceMetrics<N>;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Knows the keys of the configuration. A service may put stored keys or OIDC before it with `firstOf`. */
  readonly authenticate: Authenticator;
}

/** A service at work. Its parts are called in this order: `ready` again and again, `drain` once, `stop` once. */
export interface RunningService {
  readonly routes: readonly Routes[];
  /** Replaces the authenticator of the context. */
  readonly authenticate?: Authenticator;
  ready(): Promise<readonly ReadinessCheck[]>;
  /** False makes the orchestrator restart the process: a consume loop without a heartbeat, for instance. */
  alive?(): boolean;
  /** Takes no new work and resolves when what was begun is finished. Requests are drained by the chassis. */
  drain?(): Promise<void>;
  /** Closes connections. Runs after `drain`, or after its deadline. */
  stop(): Promise<void>;
}

export interface ServiceDefinition<N extends ServiceName, S extends z.ZodObject> {
  readonly name: N;
  /** The settings besides the base config: a zod object whose fields read texts. */
  readonly settings: S;
  start(context: ServiceContext<N, S>): Promise<RunningService>;
}

/** Only lets the compiler infer the types of a definition. */
export function defineService<N extends ServiceName, S extends z.ZodObject>(
  definition: ServiceDefinition<N, S>,
): ServiceDefinition<N, S> {
  return definition;
}
