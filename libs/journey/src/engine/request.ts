import type { Passage } from './passage.js';

/**
 * The part that every request to the world carries; its id is derived from instance and visit. Requests spread it last:
 * fields that follow a spread are added one by one, which costs more than the rest of the decision.
 */
export function requestOf({ instance, version, person, now, traceparent }: Passage, node: string) {
  return {
    v: 1 as const,
    id: `${instance.id}.${instance.visit}`,
    person,
    journey: version.journeyUid,
    version: version.uid,
    instance: instance.id,
    visit: instance.visit,
    node,
    at: now,
    timeoutMs: version.callTimeoutMs,
    ...(traceparent !== undefined && { traceparent }),
  };
}
