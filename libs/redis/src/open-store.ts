import { connectRedis } from './connection.js';
import { createKeyspace } from './keyspace.js';
import type { Reporter } from './reporter.js';
import { loadScripts } from './script.js';
import type { Store } from './store.js';

export interface StoreSettings {
  /** One server (`redis://host:port`), or several nodes of a cluster. */
  redisUrls: readonly string[];
  keyPrefix: string;
  partitions: number;
}

/** Connects a service to its Redis and waits until it answers, saying so meanwhile. */
export async function openStore(settings: StoreSettings, log: Reporter, signal?: AbortSignal): Promise<Store> {
  const connections = connectRedis(settings.redisUrls, log);
  await connections.ready(signal);
  const keyspace = createKeyspace({ prefix: settings.keyPrefix, partitions: settings.partitions });
  return { connections, keyspace, runScript: loadScripts() };
}
