import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Reporter } from './reporter.js';

export type RedisClient = Redis | Cluster;

/**
 * The connections of one service. `commands` is shared and never blocks; a blocking reader takes one of its own, since
 * a blocked connection holds up everything behind it.
 */
export interface RedisConnections {
  readonly commands: RedisClient;
  readonly isCluster: boolean;
  /** A new connection for one loop that blocks for at most `blockMs` at a time; whoever takes it closes it. */
  blocking(blockMs: number): RedisClient;
  /** A new connection as BullMQ wants it: it keeps trying by itself. Closed with the rest. */
  forJobs(): RedisClient;
  /** Resolves when Redis answers; keeps trying, and says so once, until it does or the signal aborts. */
  ready(signal?: AbortSignal): Promise<void>;
  isReachable(): boolean;
  close(): Promise<void>;
}

/** A command that has no reply after this long is given up; scripts recognise a repeated call. */
const COMMAND_DEADLINE_MS = 5_000;

/** A blocking command whose time is up by this much has lost its reply. */
const NO_REPLY_MS = 2_000;

/**
 * Connects to one server (`redis://host:port`) or to a cluster (several such addresses).
 * Nothing is queued while Redis is away and nothing is sent twice behind the caller's back: a gateway can say 503 at
 * once, and a write whose reply was lost is repeated by the caller only, who knows whether that is safe.
 */
export function connectRedis(addresses: readonly string[], log: Reporter): RedisConnections {
  const open: RedisClient[] = [];
  const connect = (options: Settings) => {
    const client = addresses.length > 1 ? newCluster(addresses, options) : newClient(addresses[0] ?? '', options);
    open.push(client);
    return client;
  };
  const commands = connect({ commandTimeout: COMMAND_DEADLINE_MS, enableAutoPipelining: true });
  const shown = addresses.map(withoutPassword).join(',');
  tell(commands, shown, log);
  return {
    commands,
    isCluster: addresses.length > 1,
    blocking: (blockMs) => {
      // A reader's first command may wait until the connection stands; it is no gateway that must answer.
      const client = connect({ blockingTimeout: blockMs + NO_REPLY_MS, enableOfflineQueue: true });
      client.on('error', () => undefined);
      return client;
    },
    forJobs: () =>
      connect({ maxRetriesPerRequest: null, enableOfflineQueue: true, autoResendUnfulfilledCommands: true }),
    ready: (signal) => whenReady(commands, signal),
    isReachable: () => commands.status === 'ready',
    close: async () => {
      for (const client of open) client.disconnect();
    },
  };
}

type Settings = Pick<
  RedisOptions,
  | 'commandTimeout'
  | 'blockingTimeout'
  | 'enableAutoPipelining'
  | 'maxRetriesPerRequest'
  | 'enableOfflineQueue'
  | 'autoResendUnfulfilledCommands'
>;

function newClient(address: string, settings: Settings): Redis {
  return new Redis(address, { ...base, ...settings });
}

function newCluster(addresses: readonly string[], settings: Settings): Cluster {
  const nodes = addresses.map((address) => {
    const { hostname, port } = new URL(address);
    return { host: hostname, port: Number(port || 6379) };
  });
  const password = decodeURIComponent(new URL(addresses[0] ?? '').password);
  const { enableAutoPipelining = false, enableOfflineQueue = false, ...ofNodes } = settings;
  return new Cluster(nodes, {
    enableOfflineQueue,
    enableAutoPipelining,
    slotsRefreshTimeout: 3_000,
    clusterRetryStrategy: backOff,
    redisOptions: { ...base, ...ofNodes, ...(password ? { password } : {}) },
  });
}

const backOff = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 5), 1_000);

const base = {
  protocol: 2 as const,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: backOff,
  connectTimeout: 5_000,
  // A demoted master answers READONLY: connect anew, and let the caller decide about the command.
  reconnectOnError: (error: Error) => (/^(READONLY|MASTERDOWN|UNBLOCKED)/.test(error.message) ? (1 as const) : false),
};

/** Tells once when the connection is lost and once when it is back, not at every try. */
function tell(client: RedisClient, redis: string, log: Reporter): void {
  let isTold = false;
  client.on('error', (error: Error) => {
    if (!isTold) log.error({ redis, reason: error.message || error.name }, 'Redis is not reachable; trying again');
    isTold = true;
  });
  client.on('close', () => {
    if (!isTold && client.status !== 'end') log.error({ redis }, 'The connection to Redis was lost; trying again');
    isTold = true;
  });
  client.on('ready', () => {
    if (isTold) log.info({ redis }, 'Redis is reachable');
    isTold = false;
  });
}

function whenReady(client: RedisClient, signal?: AbortSignal): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve());
    signal?.addEventListener('abort', () => reject(new Error('stopped while waiting for Redis')), { once: true });
  });
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//');
}

/**
 * Did a command fail only because Redis is away? The connection tells that once; whoever tries again need not repeat it.
 */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'MaxRetriesPerRequestError') return true;
  return /Connection is closed|Stream isn't writeable|ECONNREFUSED|ECONNRESET|EPIPE|Command timed out/.test(
    error.message,
  );
}
