import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type EgressPolicy, portOf } from './egress-policy.js';

/** The policy forbids the address that a host resolved to. */
class EgressDenied extends Error {
  readonly code = 'EGRESS_DENIED';

  constructor(host: string, reason: string) {
    super(`calls to ${host} are denied: ${reason}`);
    this.name = 'EgressDenied';
  }
}

/** Resolves a name to all its addresses, as `dns.lookup` does with `all`. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Opens sockets to one origin, judging the very address that is connected to. A literal address never passes a lookup, so it is
 * judged on its own.
 */
export function createGuardedConnector(
  origin: URL,
  {
    policy,
    connectTimeoutMs,
    resolve = systemLookup,
  }: { policy: EgressPolicy; connectTimeoutMs: number; resolve?: Resolve },
): buildConnector.connector {
  const host = origin.hostname;
  const port = portOf(origin);
  const lookup = guardedLookup({ policy, host, port, resolve });
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup, rejectUnauthorized: true });
  return (options, done) => {
    const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
    const reason = isIP(literal) ? policy.refuseAddress(host, port, literal) : undefined;
    if (reason) done(new EgressDenied(host, reason), null);
    else connect(options, done);
  };
}

function guardedLookup(target: { policy: EgressPolicy; host: string; port: number; resolve: Resolve }): LookupFunction {
  const { policy, host, port, resolve } = target;
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const judged = addresses.map((found) => ({ found, reason: policy.refuseAddress(host, port, found.address) }));
      const allowed = judged.filter(({ reason }) => reason === undefined).map(({ found }) => found);
      const [first] = allowed;
      if (!first) return done(new EgressDenied(host, judged[0]?.reason ?? 'no address'), '');
      if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}
