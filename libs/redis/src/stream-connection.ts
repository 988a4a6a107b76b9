import type { Cluster, Redis } from 'ioredis';
import { isConnectionError } from './connection-error.js';

/** A connection of its own for a loop that waits for entries: a blocked connection holds up everything behind it. */
export interface StreamConnection {
  /**
   * Sends one read. In a cluster its streams share a slot, and the connection goes to the node that has it. A connection
   * error means that the read is to be sent again, after a moment.
   */
  read<Reply>(send: (connection: Redis) => Promise<Reply>): Promise<Reply>;
  /** Lets a read that waits return now, as if its time were up. In a cluster nothing happens: there it is closed instead. */
  interrupt(): Promise<void>;
  close(): void;
}

interface Address {
  host: string;
  port: number;
}

/** A slot that has just moved is found with the first redirection; more than a few mean that nodes disagree yet. */
const MOST_REDIRECTIONS = 4;

export function streamConnection(client: Redis, commands: Redis): StreamConnection {
  let id: number | null = null;
  // Every command that fails says so itself.
  client.on('error', () => undefined);
  client.on('close', () => {
    id = null;
  });
  return {
    async read(send) {
      id ??= await client.client('ID');
      return send(client);
    },
    async interrupt() {
      if (id !== null) await commands.client('UNBLOCK', id);
    },
    close: () => client.disconnect(),
  };
}

/**
 * Follows a slot through a cluster over one plain connection. It asks any master, goes where that one sends it, and
 * begins again when the connection breaks; a whole cluster client for every slot would keep the map of all slots each.
 */
export function followSlot(cluster: Cluster, connect: (node: Address) => Redis): StreamConnection {
  let connection: Redis | null = null;
  let isClosed = false;
  let asks = 0;
  const leave = () => {
    connection?.disconnect();
    connection = null;
  };
  const go = (node: Address) => {
    leave();
    connection = connect(node);
    // Every command that fails says so itself.
    connection.on('error', () => undefined);
    return connection;
  };
  return {
    async read(send) {
      for (let redirections = 0; ; redirections++) {
        if (isClosed) throw new Error('Connection is closed.');
        const asked: Redis = connection ?? go(masterInTurn(cluster, asks++));
        try {
          return await send(asked);
        } catch (error) {
          const node = movedTo(error, asked);
          if (node && redirections < MOST_REDIRECTIONS && !isClosed) go(node);
          else {
            if (isConnectionError(error)) leave();
            throw error;
          }
        }
      }
    },
    interrupt: async () => undefined,
    close() {
      isClosed = true;
      leave();
    },
  };
}

/** Another one each time, since the one asked before may be the one that is away. */
function masterInTurn(cluster: Cluster, turn: number): Address {
  const masters = cluster.nodes('master');
  const { host, port } = masters[turn % masters.length]?.options ?? {};
  if (!host || !port) throw new Error("Cluster isn't ready: no master is known");
  return { host, port };
}

/** `MOVED slot host:port`; a node that does not know its own name leaves the host out, and means the one it was asked at. */
function movedTo(error: unknown, asked: Redis): Address | null {
  const [, host, port] = (error instanceof Error && /^MOVED \d+ (.*):(\d+)$/.exec(error.message)) || [];
  if (host === undefined) return null;
  return { host: host || (asked.options.host ?? ''), port: Number(port) };
}
