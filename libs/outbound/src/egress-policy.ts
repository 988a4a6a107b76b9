import { isIP } from 'node:net';
import { AppError } from '@waystream/core';
import { type AddressRange, isCidr, isLoopbackAddress, isPublicAddress, rangeOf, unmapped } from './address-ranges.js';

/**
 * Where outgoing calls may go: the guard against requests that somebody else makes this house send to itself. Texts are judged
 * before a call, resolved addresses when a connection is made, so that a name cannot change its meaning in between.
 */
export interface EgressPolicy {
  /** Why the text of a URL forbids the call, or `undefined`. A name that is fine as text may still resolve badly. */
  refuseUrl(url: URL): string | undefined;
  /** Why a connection to an address that a host resolved to is forbidden, or `undefined`. */
  refuseAddress(host: string, port: number, address: string): string | undefined;
}

/**
 * `allow` holds exceptions: `host`, `*.domain`, `host:port`, an address, a CIDR, each optionally with `:port` (`[::1]:8080`).
 * Without a port an exception holds for every port. Throws `invalid` that lists the entries nobody can read.
 */
export function createEgressPolicy(options: {
  environment: 'development' | 'production';
  allow: readonly string[];
}): EgressPolicy {
  const exceptions = parseExceptions(options.allow);
  const local = options.environment === 'development';
  const networks = exceptions.filter((exception) => exception.kind === 'network');

  function refuseAddress(host: string, port: number, address: string): string | undefined {
    const name = bareHost(host);
    if (exceptions.some((exception) => allows(exception, name, port, address))) return undefined;
    if (local && isLoopbackAddress(address)) return undefined;
    if (isIP(name)) return 'an address instead of a name';
    return refuseName(name, port) ?? (isPublicAddress(address) ? undefined : 'an address that is not public');
  }

  return {
    refuseAddress,
    refuseUrl(url) {
      if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'a scheme other than https and http';
      if (url.username !== '' || url.password !== '') return 'credentials inside the URL';
      const name = bareHost(url.hostname);
      const port = portOf(url);
      if (isIP(name)) return refuseAddress(name, port, name);
      if (exceptions.some((exception) => allows(exception, name, port, undefined))) return undefined;
      const addressDecides = local || networks.length > 0;
      return addressDecides ? undefined : refuseName(name, port);
    },
  };
}

export function portOf(url: { port: string; protocol: string }): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** Names that only mean something inside a machine, a cluster or a cloud. */
const INTERNAL_NAME = /(^|\.)(localhost|local|internal|svc|cluster\.local)$/;

function refuseName(name: string, port: number): string | undefined {
  if (INTERNAL_NAME.test(name)) return 'an internal name';
  return port === 80 || port === 443 ? undefined : 'a port other than 80 and 443';
}

type Exception =
  | { kind: 'host'; matches: (name: string) => boolean; port: number | undefined }
  | { kind: 'network'; range: AddressRange; port: number | undefined };

function allows(exception: Exception, name: string, port: number, address: string | undefined): boolean {
  if (exception.port !== undefined && exception.port !== port) return false;
  if (exception.kind === 'host') return exception.matches(name);
  return address !== undefined && exception.range.contains(unmapped(address));
}

function parseExceptions(entries: readonly string[]): Exception[] {
  const parsed = entries.map((entry) => ({ entry, exception: parseException(entry.trim().toLowerCase()) }));
  const unreadable = parsed.filter(({ exception }) => exception === undefined).map(({ entry }) => entry);
  if (unreadable.length > 0) {
    throw new AppError('invalid', `Exceptions are host, host:port, address or CIDR, unlike: ${unreadable.join(', ')}.`);
  }
  return parsed.flatMap(({ exception }) => exception ?? []);
}

function parseException(entry: string): Exception | undefined {
  if (isCidr(entry)) return { kind: 'network', range: rangeOf([entry]), port: undefined };
  const match = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:[\]]+))(?::(?<port>\d{1,5}))?$/.exec(entry);
  if (!match?.groups) return undefined;
  const { bracketed, plain, port: portText } = match.groups;
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  const host = bracketed ?? plain ?? '';
  if (isCidr(host)) return { kind: 'network', range: rangeOf([host]), port };
  if (bracketed !== undefined || !/^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)) return undefined;
  const matches = host.startsWith('*.')
    ? (name: string) => name.endsWith(host.slice(1))
    : (name: string) => name === host;
  return { kind: 'host', matches, port };
}

/** Without the brackets of IPv6, the dot that ends an absolute name, and capitals. */
function bareHost(host: string): string {
  return host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}
