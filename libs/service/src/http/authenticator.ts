import { hash, timingSafeEqual } from 'node:crypto';
import { type BaseConfig, hasBuiltInKey, isLoopbackHost } from '../config/base-config.js';
import { almighty, type Principal } from './permission.js';

/** What a request shows of itself before it is trusted. `key` is a bearer token or an `x-api-key`. */
export interface Credentials {
  readonly key: string | undefined;
  /** The page a browser sends the request for; absent outside browsers and for requests of a page to its own server. */
  readonly origin: string | undefined;
  /** The `Host` header: the name under which the caller knows this server. */
  readonly host: string | undefined;
}

/**
 * Turns credentials into a principal, or `undefined` when they are missing or unknown. Other ways to prove who one is (stored
 * keys with roles, OIDC tokens) are further functions of this type; `firstOf` tries several in turn.
 */
export type Authenticator = (credentials: Credentials) => Principal | undefined | Promise<Principal | undefined>;

/** Keys from `WAYSTREAM_API_KEYS` have all rights, and on a developer's machine so has the key `dev` or no key at all. */
export function createKeyAuthenticator(config: Pick<BaseConfig, 'env' | 'host' | 'apiKeys'>): Authenticator {
  const keys = config.apiKeys.map((key) => ({ digest: digestOf(key), principal: almighty(nameOf(key)) }));
  const builtIn = hasBuiltInKey(config) ? { digest: digestOf('dev'), principal: almighty('dev') } : undefined;
  return (credentials) => {
    const developer = builtIn && isLocal(credentials) ? [builtIn] : [];
    if (credentials.key === undefined) return developer[0]?.principal;
    const digest = digestOf(credentials.key);
    let found: Principal | undefined;
    for (const known of [...keys, ...developer]) if (timingSafeEqual(known.digest, digest)) found = known.principal;
    return found;
  };
}

export function firstOf(...authenticators: readonly Authenticator[]): Authenticator {
  return async (credentials) => {
    for (const authenticate of authenticators) {
      const principal = await authenticate(credentials);
      if (principal) return principal;
    }
    return undefined;
  };
}

/** Digests have one length, so that comparing them tells nothing about a key. */
function digestOf(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

function nameOf(key: string): string {
  return `key-${digestOf(key).toString('hex').slice(0, 8)}`;
}

/**
 * A page from elsewhere that a developer happens to have open must not act with the developer's rights: neither across origins,
 * nor under a name of its own that it made resolve to this machine.
 */
function isLocal({ origin, host }: Credentials): boolean {
  if (origin !== undefined && !(URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname))) return false;
  return host === undefined || isLoopbackHost(host.replace(/:\d+$/, ''));
}
