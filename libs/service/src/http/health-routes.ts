import type { CommonMetrics } from '../metrics.js';
import type { Phase } from './accompany-request.js';
import type { Routes } from './gateway.js';
import { requirePermission } from './require-permission.js';

/** One thing a service needs to do its work: a reachable Redis, owned partitions, a loaded catalogue. */
export interface ReadinessCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}

export interface HealthChecks {
  /** Asked on each probe; must not take longer than a probe waits. */
  ready(): Promise<readonly ReadinessCheck[]>;
  /** Whether the process still makes progress. Must not look at other systems: their fault is no reason to restart this one. */
  alive(): boolean;
}

/** A probe that hangs is worth as little as one that fails. */
const LONGEST_CHECK_MS = 2_000;

/** `/healthz` for restarts, `/readyz` for traffic, `/metrics` for Prometheus. */
export function healthRoutes(health: HealthChecks, phase: Phase, metrics: CommonMetrics): Routes {
  return (app) => {
    app.get('/healthz', requirePermission('open'), (c) => {
      const alive = health.alive();
      return c.json({ status: alive ? 'alive' : 'stuck' }, alive ? 200 : 503);
    });
    app.get('/readyz', requirePermission('open'), async (c) => {
      if (phase.current !== 'ready') return c.json({ status: phase.current, checks: [] }, 503);
      const checks = await withinTime(health.ready());
      const ready = checks.every(({ ok }) => ok);
      return c.json({ status: ready ? 'ready' : 'notReady', checks }, ready ? 200 : 503);
    });
    app.get('/metrics', requirePermission('open'), async (c) => {
      metrics.httpRequestsInFlight.set(phase.requestsUnderWay);
      return c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType });
    });
  };
}

async function withinTime(checks: Promise<readonly ReadinessCheck[]>): Promise<readonly ReadinessCheck[]> {
  const late = AbortSignal.timeout(LONGEST_CHECK_MS);
  const tooLate = new Promise<readonly ReadinessCheck[]>((resolve) => {
    const answer = [{ name: 'checks', ok: false, detail: `no answer within ${LONGEST_CHECK_MS} ms` }];
    late.addEventListener('abort', () => resolve(answer));
  });
  const failed = checks.catch((error: unknown) => [{ name: 'checks', ok: false, detail: String(error) }]);
  return Promise.race([failed, tooLate]);
}
