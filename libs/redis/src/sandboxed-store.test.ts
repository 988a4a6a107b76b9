import { redisSandbox } from '@waystream/testing';
import { onTestFinished } from 'vitest';
import { openStore } from './open-store.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

export const silent: Reporter = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A store in a corner of the suite's Redis, closed when the test ends. */
export async function sandboxedStore(partitions = 4): Promise<Store> {
  const { url, keyPrefix } = redisSandbox();
  const store = await openStore({ redisUrls: [url], keyPrefix, partitions }, silent);
  onTestFinished(() => store.connections.close());
  return store;
}
