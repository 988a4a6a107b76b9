import type { Environment } from '../host.js';
import type { RedisProgram } from './find-redis.js';
import { freePort } from './free-ports.js';
import type { Home } from './home.js';
import { openProcessLog } from './process-log.js';
import { SupervisedProcess, type Surroundings } from './supervised-process.js';

export interface PrivateRedis {
  readonly process: SupervisedProcess;
  readonly address: string;
}

/** A server ends when everything is on disk; with much data that takes a while. */
const GRACE_MS = 30_000;

/**
 * Starts a Redis that belongs to this system alone: on loopback, with every write appended to a file below the home
 * and brought to disk each second, so that the next start finds the data. Nothing is ever evicted; events are
 * refused before the memory is full.
 */
export async function startPrivateRedis(
  { program, home, env, wantedPort }: { program: RedisProgram; home: Home; env: Environment; wantedPort: number },
  surroundings: Surroundings,
): Promise<PrivateRedis> {
  const port = await freePort(wantedPort);
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: home.redis,
    appendonly: 'yes',
    appendfsync: 'everysec',
    maxmemory: '2gb',
    'maxmemory-policy': 'noeviction',
    save: '',
    daemonize: 'no',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const log = openProcessLog(home.logs, 'redis');
  // Redis puts its address in place of its arguments.
  const mark = `127.0.0.1:${port}`;
  const plan = { name: 'Redis', command: [program.file, ...args], env, cwd: home.redis, log, mark } as const;
  const process = new SupervisedProcess({ ...plan, order: 'store', graceMs: GRACE_MS }, surroundings);
  return { process, address: `redis://127.0.0.1:${port}` };
}
