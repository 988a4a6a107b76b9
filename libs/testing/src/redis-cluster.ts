import { redisCommand } from './redis-command.js';
import { freePort, type RedisServer, startRedis } from './redis-server.js';
import { untilTrue } from './until-true.js';

/** A real Redis Cluster of the test's own, on loopback: three masters with the slots between them, each with a replica. */
export interface RedisCluster {
  /** Addresses of all nodes. */
  readonly urls: readonly string[];
  /** Parts of the slots, each kept by a master and its replica. */
  readonly shards: readonly RedisShard[];
  stop(): Promise<void>;
}

export interface RedisShard {
  /** The node that has the slots now. */
  master(): RedisServer;
  replica(): RedisServer;
  /** Kills the master as a crash would; resolves when the replica has taken over and the cluster is whole again. */
  failOver(): Promise<void>;
  /** Master and replica change places without losing a write, as for maintenance. */
  handOver(): Promise<void>;
  /** From now on the replica is given nothing of what the master writes: a failover will have forgotten it. */
  separate(): Promise<void>;
  /** Starts the node that was killed again; resolves when it follows the present master. */
  revive(): Promise<void>;
}

const SHARDS = 3;
const SLOTS = 16_384;
const DEADLINE_MS = 30_000;

/** A node is taken for dead after a second; a replica that was started a moment ago may take over. */
const OPTIONS = {
  'cluster-enabled': 'yes',
  'cluster-config-file': 'nodes.conf',
  'cluster-node-timeout': '1000',
  'cluster-replica-validity-factor': '0',
  'repl-diskless-sync-delay': '0',
};

export async function startRedisCluster({ durable = false } = {}): Promise<RedisCluster> {
  const nodes = await Promise.all(Array.from({ length: 2 * SHARDS }, () => startNode(durable)));
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    await join(nodes);
    const pairs = Array.from({ length: SHARDS }, (_, shard) => pairOf(nodes, shard));
    return { urls: nodes.map(({ url }) => url), shards: pairs.map((pair) => shardOf(nodes, pair)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Pair = [master: RedisServer, replica: RedisServer];

function pairOf(nodes: readonly RedisServer[], shard: number): Pair {
  const [master, replica] = [nodes[shard], nodes[SHARDS + shard]];
  if (!master || !replica) throw new RangeError(`there is no shard ${shard}`);
  return [master, replica];
}

async function startNode(durable: boolean): Promise<RedisServer> {
  const options = { ...OPTIONS, 'cluster-port': String(await freePort()) };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return startRedis({ durable, args });
}

/** Makes one cluster of the nodes: the first half takes the slots, the second half follows the first. */
async function join(nodes: readonly RedisServer[]): Promise<void> {
  const [first, ...others] = nodes;
  if (!first) return;
  const busPort = (await redisCommand(first, 'CONFIG', 'GET', 'cluster-port')).split('\n')[1] ?? '';
  await Promise.all(nodes.map((node, index) => redisCommand(node, 'CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1))));
  await Promise.all(
    others.map((node) => redisCommand(node, 'CLUSTER', 'MEET', '127.0.0.1', String(first.port), busPort)),
  );
  const knowsAll = async (node: RedisServer) =>
    (await redisCommand(node, 'CLUSTER', 'INFO')).includes(`cluster_known_nodes:${nodes.length}`);
  await untilTrue(async () => (await Promise.all(nodes.map(knowsAll))).every(Boolean), DEADLINE_MS);
  for (let shard = 0; shard < SHARDS; shard++) {
    const [master, replica] = pairOf(nodes, shard);
    const [from, to] = [shard, shard + 1].map((part) => Math.floor((part * SLOTS) / SHARDS));
    await redisCommand(master, 'CLUSTER', 'ADDSLOTSRANGE', String(from), String((to ?? SLOTS) - 1));
    await redisCommand(replica, 'CLUSTER', 'REPLICATE', await redisCommand(master, 'CLUSTER', 'MYID'));
  }
  await untilWhole(nodes);
  for (let shard = 0; shard < SHARDS; shard++) await untilFollowing(pairOf(nodes, shard)[1]);
}

function shardOf(nodes: readonly RedisServer[], pair: Pair): RedisShard {
  let [master, replica] = pair;
  let dead: RedisServer | null = null;
  const swap = async () => {
    [master, replica] = [replica, master];
    await untilTrue(async () => (await redisCommand(master, 'ROLE')).startsWith('master'), DEADLINE_MS);
    await untilWhole(nodes.filter((node) => node !== dead));
  };
  return {
    master: () => master,
    replica: () => replica,
    async failOver() {
      dead = master;
      await master.kill();
      await swap();
    },
    async handOver() {
      await redisCommand(replica, 'CLUSTER', 'FAILOVER');
      await swap();
    },
    async separate() {
      await redisCommand(master, 'ACL', 'SETUSER', 'default', '-psync', '-sync');
      await redisCommand(master, 'CLIENT', 'KILL', 'TYPE', 'replica');
    },
    async revive() {
      if (!dead) return;
      await dead.restart();
      await untilFollowing(dead);
      dead = null;
      await untilWhole(nodes);
    },
  };
}

/** Every node serves, and every node knows the same owners of the slots. */
async function untilWhole(nodes: readonly RedisServer[]): Promise<void> {
  const isServing = async (node: RedisServer) =>
    (await redisCommand(node, 'CLUSTER', 'INFO')).includes('cluster_state:ok');
  await untilTrue(async () => {
    if (!(await Promise.all(nodes.map(isServing))).every(Boolean)) return false;
    const views = await Promise.all(nodes.map(ownersOfSlots));
    return views.every((view) => view === views[0]);
  }, DEADLINE_MS);
}

/** Which port has which slots, as the node sees it. */
async function ownersOfSlots(node: RedisServer): Promise<string> {
  const lines = (await redisCommand(node, 'CLUSTER', 'NODES')).split('\n').map((line) => line.split(' '));
  const owners = lines.filter((line) => line.length > 8).map(([, address, , , , , , , ...slots]) => [address, slots]);
  return JSON.stringify(
    owners.map(([address, slots]) => `${String(address).replace(/^.*:(\d+)@.*$/, '$1')} ${slots}`).sort(),
  );
}

async function untilFollowing(node: RedisServer): Promise<void> {
  await untilTrue(async () => (await redisCommand(node, 'ROLE')).split('\n')[3] === 'connected', DEADLINE_MS);
}
