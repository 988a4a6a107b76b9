import type { RedisConnections } from './connection.js';
import type { Keyspace } from './keyspace.js';
import type { RunScript } from './script.js';

/** What every store and loop of this package works on. */
export interface Store {
  readonly connections: RedisConnections;
  readonly keyspace: Keyspace;
  readonly runScript: RunScript;
}
