export type { CallCode, CallLater, CallOutcome, CallRequest, CallResult, Continuation, Method } from './call.js';
export { type Deadline, openDeadline } from './deadline.js';
export { createEgressPolicy, type EgressPolicy } from './egress-policy.js';
export type { Resolve } from './guarded-connector.js';
export { createOutbound, type Outbound, type OutboundLimits } from './outbound.js';
export type { Slot, TakeSlot } from './perform-call.js';
export { nextTryAt } from './retry-rule.js';
