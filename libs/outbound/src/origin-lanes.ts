import { Pool } from 'undici';
import type { EgressPolicy } from './egress-policy.js';
import { createGuardedConnector, type Resolve } from './guarded-connector.js';

/** The connections to one origin, and how many calls are on them or wait for them. */
export interface Lane {
  readonly pool: Pool;
  underWay: number;
}

export interface LaneLimits {
  /** Connections to one origin; a slow one can hold no more than these. */
  readonly connectionsPerOrigin: number;
  /** Calls that may wait for a connection to one origin. */
  readonly waitingPerOrigin: number;
  /** Origins with open connections; the one unused for longest gives way. */
  readonly origins: number;
  readonly connectTimeoutMs: number;
}

export interface OriginLanes {
  /** `full` when the lane, or the house, can take no more calls; `denied` when the policy forbids the URL. */
  find(url: URL): Lane | 'full' | 'denied';
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 10_000;

/** Keeps origins apart, so that one that hangs or fails takes nothing from the others. */
export function createOriginLanes(limits: LaneLimits, guard: { policy: EgressPolicy; resolve?: Resolve }): OriginLanes {
  // A map iterates in order of insertion: re-inserting what is used keeps the longest unused first.
  const lanes = new Map<string, Lane>();
  const most = limits.connectionsPerOrigin + limits.waitingPerOrigin;

  /** An open lane stands for an origin that passed the policy, so that each call need not be judged again. */
  function open(url: URL): Lane | 'full' | 'denied' {
    if (guard.policy.refuseUrl(url) !== undefined) return 'denied';
    if (lanes.size >= limits.origins && !closeIdleLane()) return 'full';
    const connect = createGuardedConnector(url, { ...guard, connectTimeoutMs: limits.connectTimeoutMs });
    const pool = new Pool(url.origin, {
      connect,
      connections: limits.connectionsPerOrigin,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // The deadline of each call replaces them.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return { pool, underWay: 0 };
  }

  function closeIdleLane(): boolean {
    for (const [origin, { pool, underWay }] of lanes) {
      if (underWay > 0) continue;
      lanes.delete(origin);
      void pool.close();
      return true;
    }
    return false;
  }

  return {
    find(url) {
      const { origin } = url;
      const lane = lanes.get(origin) ?? open(url);
      if (lane === 'denied' || lane === 'full') return lane;
      if (lane.underWay >= most) return 'full';
      lanes.delete(origin);
      lanes.set(origin, lane);
      return lane;
    },
    async close() {
      await Promise.all([...lanes.values()].map(({ pool }) => pool.destroy()));
      lanes.clear();
    },
  };
}
