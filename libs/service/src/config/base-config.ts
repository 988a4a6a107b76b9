import { SERVICE_PORT_OFFSETS, type ServiceName } from '@waystream/core';
import { z } from 'zod';
import { commaList, durationMs, urlOf, wholeNumber } from './settings.js';

/** What every service knows about its surroundings. Durations are milliseconds. */
export interface BaseConfig {
  readonly service: ServiceName;
  readonly env: 'development' | 'production';
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** More than one address means a Redis Cluster. */
  readonly redisUrls: readonly string[];
  readonly logLevel: LogLevel;
  readonly apiKeys: readonly string[];
  readonly partitions: number;
  readonly keyPrefix: string;
  /** How long a service may take to finish what it has begun before it ends regardless. */
  readonly drainMs: number;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const baseSettings = z.object({
  env: z.enum(['development', 'production']).default('development'),
  host: z.string().optional().describe('address to listen on'),
  port: wholeNumber(0, 65_535).optional(),
  portBase: wholeNumber(1, 65_000).prefault('8080').describe('port of authoring; the other services follow'),
  redisUrl: commaList()
    .pipe(z.array(urlOf('redis', 'rediss')).min(1))
    .prefault('redis://127.0.0.1:6379'),
  logLevel: z.enum(LOG_LEVELS).default('info'),
  apiKeys: commaList().default([]),
  partitions: wholeNumber(1, 4_096).prefault('16').describe('fixed once events are stored'),
  keyPrefix: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/, 'expected 1 to 32 of a-z, 0-9 and -')
    .default('ws'),
  drainMs: durationMs().prefault('PT25S'),
});

const SHORTEST_API_KEY = 16;

/** Fills in what depends on other settings, and says which combinations cannot run. */
export function resolveBaseConfig(
  service: ServiceName,
  given: z.output<typeof baseSettings>,
): { config: BaseConfig; problems: { setting: string; message: string }[] } {
  const { portBase, redisUrl, ...rest } = given;
  const host = given.host ?? (given.env === 'development' ? '127.0.0.1' : '0.0.0.0');
  const port = given.port ?? portBase + SERVICE_PORT_OFFSETS[service];
  const config = { ...rest, service, host, port, redisUrls: redisUrl };
  return { config, problems: hasBuiltInKey(config) ? [] : checkApiKeys(config) };
}

/** The built-in key `dev` exists only where nobody but the developer's own machine can reach the service. */
export function hasBuiltInKey(config: Pick<BaseConfig, 'env' | 'host'>): boolean {
  return config.env === 'development' && isLoopbackHost(config.host);
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function checkApiKeys({ apiKeys, env }: BaseConfig): { setting: string; message: string }[] {
  if (apiKeys.length === 0) {
    const reason = env === 'development' ? 'a service that listens beyond loopback' : 'this environment';
    return [{ setting: 'apiKeys', message: `${reason} needs at least one API key; set it to a random text` }];
  }
  if (apiKeys.includes('dev')) {
    return [
      { setting: 'apiKeys', message: 'the key "dev" works on a loopback address in development only; remove it' },
    ];
  }
  if (apiKeys.some((key) => key.length < SHORTEST_API_KEY)) {
    return [{ setting: 'apiKeys', message: `every key needs at least ${SHORTEST_API_KEY} characters` }];
  }
  return [];
}
