import { SERVICE_PORT_OFFSETS, type ServiceName } from '@waystream/core';
import { usageFailure } from '../failure.js';
import type { Environment } from '../host.js';

const DEFAULT_PORT_BASE = 8080;
/** Room for everything that starts locally above the base. */
const HIGHEST_PORT_BASE = 65_500;

/** The port of authoring; everything else that runs locally follows it. */
export function portBase(env: Environment): number {
  const text = env.WAYSTREAM_PORT_BASE || String(DEFAULT_PORT_BASE);
  const base = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (base >= 1 && base <= HIGHEST_PORT_BASE) return base;
  throw usageFailure(`WAYSTREAM_PORT_BASE must be a whole number from 1 to ${HIGHEST_PORT_BASE}`);
}

/** Where a service answers: `WAYSTREAM_<SERVICE>_URL`, else this machine. Without a slash at its end. */
export function serviceAddress(env: Environment, service: ServiceName): string {
  const given = env[`WAYSTREAM_${service.toUpperCase().replace('-', '_')}_URL`];
  return given ? given.replace(/\/+$/, '') : localAddress(portBase(env), service);
}

export function localAddress(base: number, service: ServiceName): string {
  return `http://127.0.0.1:${base + SERVICE_PORT_OFFSETS[service]}`;
}
