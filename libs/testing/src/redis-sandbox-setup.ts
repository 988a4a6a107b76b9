import { startRedis } from './redis-server.js';

/** Vitest's global set-up of the `redis` suite: one Redis for all files, each of which takes a key prefix of its own. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.WAYSTREAM_TEST_REDIS_URL) return undefined;
  const server = await startRedis();
  process.env.WAYSTREAM_TEST_REDIS_URL = server.url;
  return () => server.stop();
}
