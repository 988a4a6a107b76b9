import type { CallCode } from './call.js';
import type { Deadline } from './deadline.js';
import { type Exchange, exchange } from './exchange.js';
import type { Message } from './message.js';
import type { OriginLanes } from './origin-lanes.js';

type Sent =
  | Extract<Exchange, { kind: 'answered' } | { kind: 'expired' }>
  | { kind: 'refused'; code: CallCode; mayRecover: boolean };

/** One request to an allowed origin. Calls and token fetches go through here, so that both meet the same guard. */
export type Send = (url: URL, message: Message, deadline: Deadline, maxBytes: number) => Promise<Sent>;

export function createSend(lanes: OriginLanes): Send {
  return async (url, message, deadline, maxBytes) => {
    if (deadline.expired) return { kind: 'expired' };
    const lane = lanes.find(url);
    if (lane === 'denied') return { kind: 'refused', code: 'egressDenied', mayRecover: false };
    if (lane === 'full') return { kind: 'refused', code: 'overloaded', mayRecover: true };
    const result = await exchange(lane, message, deadline, maxBytes);
    if (result.kind !== 'failed') return result;
    const code = codeOf(result.error);
    return { kind: 'refused', code, mayRecover: RECOVERABLE.has(code) };
  };
}

const RECOVERABLE: ReadonlySet<CallCode> = new Set(['unknownHost', 'unreachable', 'connectionLost']);

const CODES: Record<string, CallCode> = {
  EGRESS_DENIED: 'egressDenied',
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  UND_ERR_INVALID_ARG: 'invalidRequest',
  UND_ERR_HEADERS_OVERFLOW: 'notHttp',
};

/** The system's and undici's names for what went wrong, in the words of the catalogue. */
function codeOf(error: Error): CallCode {
  const name = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = CODES[name];
  if (known) return known;
  if (error.name === 'HTTPParserError') return 'notHttp';
  if (/CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO|SELF_SIGNED/.test(name)) return 'certificate';
  return 'connectionLost';
}
