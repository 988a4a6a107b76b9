import { systemIds } from '@waystream/core';

/** A corner of the suite's Redis that no other test touches. */
export interface RedisSandbox {
  url: string;
  keyPrefix: string;
  /** What a service needs to start in it, on a port of the system's choice. */
  environment: Record<string, string>;
}

export function redisSandbox(url = process.env.WAYSTREAM_TEST_REDIS_URL): RedisSandbox {
  if (!url)
    throw new Error('this test belongs to the redis suite, which starts a Redis: npx vitest run --project redis');
  const keyPrefix = `test-${systemIds().slice(0, 12).toLowerCase()}`;
  const environment = {
    WAYSTREAM_REDIS_URL: url,
    WAYSTREAM_KEY_PREFIX: keyPrefix,
    WAYSTREAM_PORT: '0',
    WAYSTREAM_PARTITIONS: '4',
    WAYSTREAM_LOG_LEVEL: 'fatal',
  };
  return { url, keyPrefix, environment };
}
