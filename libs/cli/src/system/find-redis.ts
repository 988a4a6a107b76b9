import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Failure } from '../failure.js';
import type { Environment } from '../host.js';

/** The Redis that the local system uses: one that runs already, or a program to run. */
export type FoundRedis =
  | { readonly kind: 'given'; readonly addresses: readonly string[] }
  | { readonly kind: 'program'; readonly program: RedisProgram };

export interface RedisProgram {
  readonly file: string;
  /** `Redis 7.0.15`. */
  readonly title: string;
}

/** In the order of preference: both speak the same protocol. */
const PROGRAMS = ['valkey-server', 'redis-server'];

/** Scripts and streams as the services use them came with this release. */
const OLDEST_MAJOR = 7;

const INSTALL_LINE = 'apt-get install -y redis-server';

/**
 * `WAYSTREAM_REDIS_URL`, else a server on the PATH, else one that `install` brings (where that is allowed), else a
 * `Failure` with the one line to run.
 */
export async function findRedis(env: Environment, install: () => Promise<boolean>): Promise<FoundRedis> {
  const given = givenAddresses(env);
  if (given.length > 0) return { kind: 'given', addresses: given };
  const program = findProgram(env) ?? ((await install()) ? findProgram(env) : undefined);
  if (program) return { kind: 'program', program };
  throw new Failure('No Redis was found', {
    details: [
      `Install one, for instance with:  sudo ${INSTALL_LINE}`,
      'or name one that runs:  WAYSTREAM_REDIS_URL=redis://host:6379 npm start',
    ],
  });
}

function givenAddresses(env: Environment): string[] {
  const file = env.WAYSTREAM_REDIS_URL_FILE;
  const text = env.WAYSTREAM_REDIS_URL || (file ? readFileSync(file, 'utf8') : '');
  return text
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

function findProgram(env: Environment): RedisProgram | undefined {
  for (const file of PROGRAMS) {
    const { stdout, status } = spawnSync(file, ['--version'], { encoding: 'utf8', env });
    const version = /v=((\d+)\.\S+)/.exec(stdout ?? '');
    if (status !== 0 || !version || Number(version[2]) < OLDEST_MAJOR) continue;
    return { file, title: `${file.startsWith('valkey') ? 'Valkey' : 'Redis'} ${version[1]}` };
  }
  return undefined;
}
