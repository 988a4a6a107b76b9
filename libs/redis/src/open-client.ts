import { Cluster, Redis, type RedisOptions } from 'ioredis';

export type RedisClient = Redis | Cluster;

/** What one connection differs in from another. */
export type ClientSettings = Pick<
  RedisOptions,
  | 'commandTimeout'
  | 'blockingTimeout'
  | 'socketTimeout'
  | 'enableAutoPipelining'
  | 'maxRetriesPerRequest'
  | 'enableOfflineQueue'
  | 'autoResendUnfulfilledCommands'
>;

const backOff = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 5), 1_000);

/** Slack for the reply of a blocking command whose time is up, milliseconds; without one by then, it has got lost. */
export const REPLY_SLACK_MS = 2_000;

const base = {
  protocol: 2 as const,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: backOff,
  connectTimeout: 5_000,
  blockingTimeoutGrace: REPLY_SLACK_MS,
  // A demoted master answers READONLY: connect anew, and let the caller decide about the command.
  reconnectOnError: (error: Error) => (/^(READONLY|MASTERDOWN|UNBLOCKED)/.test(error.message) ? (1 as const) : false),
};

/** Opens a client of one server, or of the cluster that several addresses belong to. */
export function openClient(addresses: readonly string[], settings: ClientSettings): RedisClient {
  return addresses.length > 1 ? openCluster(addresses, settings) : openServer(addresses[0] ?? '', settings);
}

export function openServer(address: string, settings: ClientSettings): Redis {
  return new Redis(address, { ...base, ...settings });
}

/** Opens a connection to one node of a cluster. It does not come back by itself, because the node may have lost its slots. */
export function openNode(
  addresses: readonly string[],
  { host, port }: { host: string; port: number },
  settings: ClientSettings,
): Redis {
  return new Redis({ ...base, ...credentials(addresses), ...settings, host, port, retryStrategy: () => null });
}

function openCluster(addresses: readonly string[], settings: ClientSettings): Cluster {
  const nodes = addresses.map((address) => {
    const { hostname, port } = new URL(address);
    return { host: hostname, port: Number(port || 6379) };
  });
  const { enableAutoPipelining = false, enableOfflineQueue = false, ...ofNodes } = settings;
  const cluster = new Cluster(nodes, {
    enableOfflineQueue,
    enableAutoPipelining,
    slotsRefreshTimeout: 3_000,
    clusterRetryStrategy: backOff,
    // Zero turns off that commands whose connection broke are sent again: they may have been carried out.
    retryDelayOnFailover: settings.autoResendUnfulfilledCommands ? 100 : 0,
    redisOptions: {
      ...base,
      ...credentials(addresses),
      ...ofNodes,
      // Sees every refusal. Commands of several slots that went out together are not redirected, only refused, so the map
      // of the slots would stay as it is.
      reconnectOnError(error) {
        if (error.message.startsWith('MOVED ')) cluster.refreshSlotsCache();
        return base.reconnectOnError(error);
      },
    },
  });
  // Without an offline queue a node refuses commands while it connects. So every node is connected before it is needed; but
  // not before the cluster has been checked, nor before the command that found the node: both wait for what they open.
  const connectAll = () => {
    for (const node of cluster.nodes()) if (node.status === 'wait') node.connect().catch(() => undefined);
  };
  cluster.on('ready', connectAll);
  cluster.on('+node', () => {
    setImmediate(() => {
      if (cluster.status === 'ready') connectAll();
    });
  });
  return cluster;
}

/** The nodes of a cluster share the user, the password and the encryption of the first address. */
function credentials(addresses: readonly string[]): Pick<RedisOptions, 'username' | 'password' | 'tls'> {
  const { protocol, username, password } = new URL(addresses[0] ?? '');
  return {
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}
