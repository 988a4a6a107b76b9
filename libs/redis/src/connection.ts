import { Cluster, type Redis } from 'ioredis';
import {
  type ClientSettings,
  openClient,
  openNode,
  openServer,
  REPLY_SLACK_MS,
  type RedisClient,
} from './open-client.js';
import type { Reporter } from './reporter.js';
import { followSlot, type StreamConnection, streamConnection } from './stream-connection.js';
import { tellConnection } from './tell-connection.js';

/** The connections of one service. `commands` is shared and never blocks; whatever blocks takes one of its own. */
export interface RedisConnections {
  readonly commands: RedisClient;
  readonly isCluster: boolean;
  /** A new connection for one loop that blocks for at most `blockMs` at a time; whoever takes it closes it. */
  blocking(blockMs: number): RedisClient;
  /** Likewise for a loop that reads streams of one slot; without a cluster, of any. */
  forStreams(blockMs: number): StreamConnection;
  /** A new connection as BullMQ wants it: it keeps trying by itself. Closed with the rest. */
  forJobs(): RedisClient;
  /** Resolves when Redis answers; keeps trying, and says so once, until it does or the signal aborts. */
  ready(signal?: AbortSignal): Promise<void>;
  isReachable(): boolean;
  close(): Promise<void>;
}

/** A command that has no reply after this long is given up; scripts recognise a repeated call. */
const COMMAND_DEADLINE_MS = 5_000;

/** A connection over which no reply has come for this long is dead, even if nobody has closed it: its host is gone. */
const SILENCE_MS = 15_000;

/**
 * Connects to one server (`redis://host:port`) or to a cluster (several such addresses).
 * Nothing is queued while Redis is away and nothing is sent twice behind the caller's back: a gateway can say 503 at
 * once, and a write whose reply was lost is repeated by the caller only, who knows whether that is safe.
 */
export function connectRedis(addresses: readonly string[], log: Reporter): RedisConnections {
  const isCluster = addresses.length > 1;
  const closings = new Set<() => void>();
  const connect = (settings: ClientSettings) => {
    const client = openClient(addresses, settings);
    closings.add(() => client.disconnect());
    return client;
  };
  const commands = connect({
    commandTimeout: COMMAND_DEADLINE_MS,
    socketTimeout: SILENCE_MS,
    enableAutoPipelining: true,
  });
  let isClosing = false;
  tellConnection(commands, { addresses, isClosing: () => isClosing, log });
  const blocking = (blockMs: number) => {
    const client = connect(whileBlocking(blockMs));
    client.on('error', () => undefined);
    return client;
  };
  return {
    commands,
    isCluster,
    blocking,
    forStreams(blockMs) {
      const settings = whileBlocking(blockMs);
      const connection =
        commands instanceof Cluster
          ? followSlot(commands, (node) => openNode(addresses, node, settings))
          : streamConnection(openServer(addresses[0] ?? '', settings), commands);
      const close = () => {
        closings.delete(close);
        connection.close();
      };
      closings.add(close);
      return { ...connection, close };
    },
    forJobs: () =>
      connect({ maxRetriesPerRequest: null, enableOfflineQueue: true, autoResendUnfulfilledCommands: true }),
    ready: (signal) => whenReady(commands, signal),
    isReachable: () => commands.status === 'ready',
    close: async () => {
      isClosing = true;
      for (const close of [...closings]) close();
    },
  };
}

/** A reader's first command may wait until the connection stands; it is no gateway that must answer. */
function whileBlocking(blockMs: number): ClientSettings {
  return { blockingTimeout: blockMs + REPLY_SLACK_MS, socketTimeout: blockMs + SILENCE_MS, enableOfflineQueue: true };
}

async function whenReady(client: RedisClient, signal?: AbortSignal): Promise<void> {
  if (client.status !== 'ready') {
    await new Promise<void>((resolve, reject) => {
      client.once('ready', () => resolve());
      signal?.addEventListener('abort', () => reject(new Error('stopped while waiting for Redis')), { once: true });
    });
  }
  if (client instanceof Cluster) await Promise.all(client.nodes('master').map(whenConnected));
}

/** A node that cannot be connected is left to whoever needs it. */
async function whenConnected(node: Redis): Promise<void> {
  if (node.status === 'wait') await node.connect().catch(() => undefined);
  else if (node.status !== 'ready') {
    await new Promise<void>((resolve) => {
      node.once('ready', () => resolve());
      node.once('end', () => resolve());
    });
  }
}
