import type { Authentication } from '@waystream/journey';

/** A token from an endpoint, kept for a while and put into each call. */
export type CustomAuthentication = Extract<Authentication, { type: 'custom' }>;

/** What authentication adds to a request. */
export interface Injection {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** The injection of fixed credentials; nothing for `none`. */
export function injectFixed(authentication: Exclude<Authentication, CustomAuthentication>): Injection {
  switch (authentication.type) {
    case 'none':
      return {};
    case 'basic': {
      const pair = `${authentication.username}:${authentication.password}`;
      return { headers: { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` } };
    }
    case 'apiKey':
      return authentication.location === 'header'
        ? { headers: { [authentication.name.toLowerCase()]: authentication.value } }
        : { query: { [authentication.name]: authentication.value } };
    default:
      return unknownType(authentication);
  }
}

export function injectToken({ authorizationType, tokenTarget }: CustomAuthentication, token: string): Injection {
  switch (authorizationType) {
    case 'bearer':
      return { headers: { authorization: `Bearer ${token}` } };
    case 'header':
      return { headers: { [(tokenTarget ?? 'authorization').toLowerCase()]: token } };
    case 'queryParam':
      return { query: { [tokenTarget ?? 'access_token']: token } };
    default:
      return unknownType(authorizationType);
  }
}

function unknownType(type: never): never {
  throw new TypeError(`unknown authentication ${JSON.stringify(type)}`);
}

const UNIT_MS: Record<CustomAuthentication['cacheDuration']['timeUnit'], number> = {
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  months: 30 * 86_400_000,
  years: 365 * 86_400_000,
};

/** How long a token is kept, in ms. */
export function tokenLifeMs({ cacheDuration }: CustomAuthentication): number {
  return cacheDuration.duration * UNIT_MS[cacheDuration.timeUnit];
}
