import { nearestName, SERVICE_NAMES, type ServiceName } from '@waystream/core';
import { baseSettings } from './base-config.js';
import { sharedSettings } from './shared-settings.js';

/**
 * Which environment variable a setting reads. Settings that every service may read are `WAYSTREAM_<SETTING>`; a service's own
 * are `WAYSTREAM_<SERVICE>_<SETTING>`. So each service can refuse a misspelt variable without knowing the others' settings.
 */
const PREFIX = 'WAYSTREAM_';

/** Settings of the chassis itself and those that services share. */
const SHARED = [...Object.keys(baseSettings.shape), ...Object.keys(sharedSettings)];

/** Read by the command line and by clients; services only tolerate them. */
const CLIENT_VARIABLES = ['WAYSTREAM_URL', 'WAYSTREAM_API_KEY', 'WAYSTREAM_SANDBOX'];

/** Kubernetes announces each Service object in this form to every pod of the namespace. */
const SERVICE_LINK = /_SERVICE_(HOST|PORT)(_\w+)?$|_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$/;

/** `keyPrefix` → `KEY_PREFIX`, `action-dispatcher` → `ACTION_DISPATCHER`; a duration loses its unit: `leaseMs` → `LEASE`. */
function screaming(name: string): string {
  return name
    .replace(/Ms$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toUpperCase();
}

export function sharedVariable(setting: string): string {
  return PREFIX + screaming(setting);
}

export function variableOf(service: ServiceName, setting: string): string {
  return SHARED.includes(setting) ? sharedVariable(setting) : `${PREFIX}${screaming(service)}_${screaming(setting)}`;
}

/** Names that look like ours but that nobody reads, each with the closest name that would be read. */
export function findUnknownVariables(
  service: ServiceName,
  own: readonly string[],
  present: readonly string[],
): { variable: string; suggestion: string | undefined }[] {
  const known = new Set([
    ...own,
    ...SHARED.map(sharedVariable),
    ...SERVICE_NAMES.map((name) => `${PREFIX}${screaming(name)}_URL`),
    ...CLIENT_VARIABLES,
  ]);
  const others = SERVICE_NAMES.filter((name) => name !== service).map((name) => `${PREFIX}${screaming(name)}_`);
  return present
    .filter((variable) => variable.startsWith(PREFIX))
    .filter((variable) => !known.has(variable) && !known.has(variable.replace(/_FILE$/, '')))
    .filter((variable) => !others.some((prefix) => variable.startsWith(prefix)) && !SERVICE_LINK.test(variable))
    .map((variable) => ({ variable, suggestion: nearestName(variable, known) ?? undefined }));
}
