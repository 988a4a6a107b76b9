import { openStore, type Store } from '@waystream/redis';
import {
  furnish,
  type RedisServer,
  type ServiceProcesses,
  type StoryWorld,
  startRedis,
  startServiceProcesses,
} from '@waystream/testing';

/** Append-only file, written every second: what the deployments ask for. */
export const DURABILITY = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec'];

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** All six services as separate processes on a Redis of their own, with a world published. */
export interface System {
  redis: RedisServer;
  services: ServiceProcesses;
  /** For looking into Redis; not measured. */
  store: Store;
  /** Journey name → version uid. */
  versions: ReadonlyMap<string, string>;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

export async function startSystem(
  world: StoryWorld,
  endpointUrl: string,
  more: Record<string, string> = {},
): Promise<System> {
  const redis = await startRedis({ args: DURABILITY });
  const environment = { WAYSTREAM_REDIS_URL: redis.url, WAYSTREAM_LOG_LEVEL: 'fatal', ...more };
  const services = await startServiceProcesses(environment);
  const stop = async () => {
    await services.stop();
    await redis.stop();
  };
  try {
    const urls = {
      authoring: services.url('authoring'),
      enrichment: services.url('enrichment'),
      endpoint: endpointUrl,
    };
    const versions = await furnish(world, urls);
    const store = await openStore({ redisUrls: [redis.url], keyPrefix: 'ws', partitions: 16 }, QUIET);
    return {
      redis,
      services,
      store,
      versions,
      environment,
      async stop() {
        await store.connections.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
