import { startRedis } from '@waystream/testing';
import { afterAll, beforeAll } from 'vitest';
import { type JourneyRun, startJourneyRun } from './journey-run.js';

/** What a run stands on: one Redis, the way to it, or the nodes of a cluster. */
export interface Ground {
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

/** A ground and a run of journeys on it, from the first test of a block to its last. */
export interface JourneysOn<Started extends Ground> {
  readonly ground: Started;
  readonly run: JourneyRun;
}

/** Call it in a block of tests. */
export function journeysOn<Started extends Ground>(start: () => Promise<Started>): JourneysOn<Started> {
  let ground: Started | undefined;
  let run: JourneyRun | undefined;
  beforeAll(async () => {
    ground = await start();
    run = await startJourneyRun(ground.urls);
  }, 120_000);
  afterAll(async () => {
    await run?.stop();
    await ground?.stop();
  }, 60_000);
  return {
    get ground() {
      return started(ground);
    },
    get run() {
      return started(run);
    },
  };
}

/** One Redis that writes everything to disk. */
export async function durableRedis() {
  const redis = await startRedis({ durable: true });
  return { redis, urls: [redis.url], stop: () => redis.stop() };
}

function started<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('asked for before the tests have begun');
  return thing;
}
