import { AppError } from '@waystream/core';
import { isOutOfMemory } from '@waystream/redis';
import type { GatewayContext, ServiceMetrics } from '@waystream/service';
import type { Protocol } from './pipeline/count-outcomes.js';

type Handler = (c: GatewayContext) => Promise<Response>;

/** Wraps the handlers of a protocol: how long producers wait for their answer, the store included, and how it ends. */
export function observeRequests(
  metrics: Pick<ServiceMetrics<'ingestion'>, 'requestSeconds' | 'refusals'>,
  protocol: Protocol,
): (handle: Handler) => Handler {
  const accepted = metrics.requestSeconds.labels(protocol, 'accepted');
  const rejected = metrics.requestSeconds.labels(protocol, 'rejected');
  const refused = metrics.requestSeconds.labels(protocol, 'refused');
  return (handle) => async (c) => {
    const startedMs = performance.now();
    const elapsedSeconds = () => (performance.now() - startedMs) / 1_000;
    try {
      const response = await handle(c);
      (response.ok ? accepted : rejected).observe(elapsedSeconds());
      return response;
    } catch (error) {
      const isRefusal = error instanceof AppError && (error.code === 'overloaded' || error.code === 'unavailable');
      (isRefusal ? refused : rejected).observe(elapsedSeconds());
      if (isRefusal && isOutOfMemory(error.cause)) metrics.refusals.inc({ cause: 'memory' });
      throw error;
    }
  };
}
