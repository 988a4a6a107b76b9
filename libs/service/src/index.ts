export { SERVICE_NAMES, SERVICE_PORT_OFFSETS, type ServiceName } from '@waystream/core';
export type { BaseConfig, LogLevel } from './config/base-config.js';
export {
  ConfigError,
  type ConfigProblem,
  type Environment,
  readConfig,
  type ServiceConfig,
} from './config/read-config.js';
export { commaList, durationMs, flag, urlOf, wholeNumber } from './config/settings.js';
export { sharedSettings } from './config/shared-settings.js';
export type { Phase } from './http/accompany-request.js';
export { type Authenticator, type Credentials, createKeyAuthenticator, firstOf } from './http/authenticator.js';
export { defineRoute, mountRawRoute, type RouteTerms } from './http/define-route.js';
export {
  type Exchange,
  exchangeOf,
  type GatewayContext,
  type GatewayEnv,
  headerOf,
  principalOf,
  sandboxOf,
} from './http/exchange.js';
export type { GatewayApp, Routes } from './http/gateway.js';
export type { ReadinessCheck } from './http/health-routes.js';
export { PAGE_HEADERS } from './http/page-headers.js';
export { almighty, PERMISSIONS, type Permission, type Principal } from './http/permission.js';
export { invalidContent, type Problem, problemOf } from './http/problem.js';
export { BATCH_BYTES, MESSAGE_BYTES, parseBody, readJson, readText } from './http/read-body.js';
export { type Access, requirePermission } from './http/require-permission.js';
export { createLog, type Log } from './log.js';
export { type CommonMetrics, createMetrics, type MetricsOf, type ServiceMetrics } from './metrics.js';
export { type ProcessHost, runService } from './run-service.js';
export {
  defineService,
  type RunningService,
  type ServiceContext,
  type ServiceDefinition,
} from './service-definition.js';
export { type StartedService, type StartOptions, startService } from './start-service.js';
