import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from './open-client.js';
import type { Reporter } from './reporter.js';

/** Tells once when the connection is lost and once when it is back, not at every try; in a cluster also of each node. */
export function tellConnection(
  client: RedisClient,
  { addresses, isClosing, log }: { addresses: readonly string[]; isClosing: () => boolean; log: Reporter },
): void {
  const redis = addresses.map(withoutPassword).join(',');
  let isTold = false;
  client.on('error', (error: Error) => {
    if (!isTold) log.error({ redis, reason: error.message || error.name }, 'Redis is not reachable; trying again');
    isTold = true;
  });
  client.on('close', () => {
    if (!isTold && !isClosing()) log.error({ redis }, 'The connection to Redis was lost; trying again');
    isTold = true;
  });
  client.on('ready', () => {
    if (isTold) log.info({ redis }, 'Redis is reachable');
    isTold = false;
  });
  if (client instanceof Cluster) tellNodes(client, log);
}

/** A node that is away takes its partitions with it, the rest goes on; the client looks for it at every command. */
function tellNodes(cluster: Cluster, log: Reporter): void {
  const away = new Set<string>();
  cluster.on('+node', (node: Redis) => {
    const name = nameOf(node);
    node.on('ready', () => {
      if (away.delete(name)) log.info({ redis: name }, 'The node of the Redis Cluster is reachable');
    });
  });
  cluster.on('-node', (node: Redis) => {
    const name = nameOf(node);
    if (cluster.status !== 'ready' || away.has(name)) return;
    away.add(name);
    log.warn({ redis: name }, 'The connection to a node of the Redis Cluster was lost');
  });
}

function nameOf({ options }: Redis): string {
  return `${options.host}:${options.port}`;
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//');
}
