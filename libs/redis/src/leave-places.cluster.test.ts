import { startRedisCluster } from '@waystream/testing';
import { expect, it, onTestFinished } from 'vitest';
import { leavePlaces } from './leave-places.js';
import { openStore } from './open-store.js';
import { reserve } from './reservations.js';
import { silent } from './sandboxed-store.test.js';

it('places are left on every node of a cluster', async () => {
  const cluster = await startRedisCluster();
  onTestFinished(() => cluster.stop());
  const store = await openStore({ redisUrls: cluster.urls, keyPrefix: 'test', partitions: 4 }, silent);
  onTestFinished(() => store.connections.close());
  const places = Array.from({ length: 20 }, (_, index) => `v${index}/cap`);
  for (const place of places) expect(await reserve(store, place, 'prod:Email:ada', 1)).toBe(true);
  expect(await leavePlaces(store, 'prod:Email:ada', () => 'id')).toBe(20);
  for (const place of places) expect(await reserve(store, place, 'prod:Email:ada', 1)).toBe(false);
});
