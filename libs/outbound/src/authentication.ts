import type { JsonObject } from '@waystream/core';

/** How a call shows who it comes from. */
export type Authentication =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'apiKey'; readonly name: string; readonly value: string; readonly location: 'header' | 'query' }
  | CustomAuthentication;

/** A token from an endpoint, kept for a while and put into each call. */
export interface CustomAuthentication {
  readonly type: 'custom';
  readonly endpoint: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly bodyType: 'form' | 'json'; readonly bodyParams: JsonObject };
  /** `response` for the whole answer, or `json://` and the path of a field, such as `json://data.token`. */
  readonly tokenInResponse: string;
  readonly authorizationType: 'bearer' | 'header' | 'queryParam';
  /** Name of the header or query parameter; unused for `bearer`. */
  readonly tokenTarget?: string | null;
  /** One hour unless told. */
  readonly cacheDuration?: { readonly duration: number; readonly timeUnit: TimeUnit };
}

export type TimeUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days' | 'months' | 'years';

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

const UNIT_MS: Record<TimeUnit, number> = {
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
  return cacheDuration ? cacheDuration.duration * UNIT_MS[cacheDuration.timeUnit] : UNIT_MS.hours;
}
