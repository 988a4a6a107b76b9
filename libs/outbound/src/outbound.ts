import type { Clock } from '@waystream/core';
import type { CallRequest, CallResult } from './call.js';
import type { EgressPolicy } from './egress-policy.js';
import type { Resolve } from './guarded-connector.js';
import { createOriginLanes, type LaneLimits } from './origin-lanes.js';
import { type CallTools, performCall, type TakeSlot } from './perform-call.js';
import { createSend } from './send.js';
import { createTokenSource } from './token-source.js';

/** The one way to call third parties. */
export interface Outbound {
  /** Never throws for what the other side does; see `CallResult`. */
  call(request: CallRequest): Promise<CallResult>;
  /** Ends all connections. */
  close(): Promise<void>;
}

export interface OutboundLimits extends LaneLimits {
  /** A longer wait for the next try may be handed back as `later`. */
  readonly parkAfterMs: number;
}

const DEFAULT_LIMITS: OutboundLimits = {
  connectionsPerOrigin: 128,
  waitingPerOrigin: 4_096,
  origins: 256,
  connectTimeoutMs: 5_000,
  parkAfterMs: 1_000,
};

export function createOutbound(options: {
  policy: EgressPolicy;
  clock: Clock;
  /** In [0, 1); spreads retries. */
  random: () => number;
  /** Asked before each try; every try passes when absent. */
  takeSlot?: TakeSlot;
  limits?: Partial<OutboundLimits>;
  /** Name resolution; the system's unless told. */
  resolve?: Resolve;
}): Outbound {
  const { policy, clock, random, takeSlot, resolve } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const lanes = createOriginLanes(limits, { policy, ...(resolve && { resolve }) });
  const send = createSend(lanes);
  const tokens = createTokenSource({ send, clock });
  const tools: CallTools = { send, tokens, clock, random, takeSlot, parkAfterMs: limits.parkAfterMs };
  return { call: (request) => performCall(tools, request), close: () => lanes.close() };
}
