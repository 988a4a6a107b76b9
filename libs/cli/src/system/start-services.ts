import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SECOND_MS, SERVICE_NAMES } from '@waystream/core';
import { localAddress } from '../api/service-address.js';
import { Failure } from '../failure.js';
import type { Environment } from '../host.js';
import type { Home } from './home.js';
import { openProcessLog } from './process-log.js';
import { SupervisedProcess, type Surroundings } from './supervised-process.js';
import type { Reachable } from './until-ready.js';

/** A little more than a service takes itself to finish what it has begun. */
const GRACE_MS = 35 * SECOND_MS;

/** Starts every service as a process of its own; they get ready side by side. */
export function startServices(
  {
    root,
    env,
    base,
    redis,
    home,
  }: {
    root: string;
    env: Environment;
    base: number;
    redis: readonly string[];
    home: Home;
  },
  surroundings: Surroundings,
): { processes: SupervisedProcess[]; gateways: Reachable[] } {
  const environment = serviceEnvironment(env, base, redis);
  const programs = SERVICE_NAMES.map((name) => ({ name, program: join(root, 'services', name, 'dist', 'main.js') }));
  const unbuilt = programs.filter(({ program }) => !existsSync(program)).map(({ name }) => name);
  if (unbuilt.length > 0) {
    throw new Failure(`Not built: ${unbuilt.join(', ')}`, { details: ['Run `npm run build` first.'] });
  }
  const processes = programs.map(({ name, program }) => {
    const plan = { name, command: [process.execPath, program], env: environment, cwd: root, mark: program } as const;
    const log = openProcessLog(home.logs, name);
    return new SupervisedProcess({ ...plan, log, order: 'worker', graceMs: GRACE_MS }, surroundings);
  });
  return { processes, gateways: SERVICE_NAMES.map((name) => ({ name, url: localAddress(base, name) })) };
}

/** A service's own port would be the same for all, and what tests read is unknown to services. */
function serviceEnvironment(env: Environment, base: number, redis: readonly string[]): Environment {
  const passed = Object.entries(env).filter(
    ([name]) => !/^WAYSTREAM_(PORT|REDIS_URL_FILE|TEST_\w+)$/.test(name) && !name.startsWith('npm_'),
  );
  return {
    ...Object.fromEntries(passed),
    WAYSTREAM_PORT_BASE: String(base),
    WAYSTREAM_REDIS_URL: redis.join(','),
  };
}
