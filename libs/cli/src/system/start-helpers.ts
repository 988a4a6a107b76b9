import { SECOND_MS } from '@waystream/core';
import type { Environment } from '../host.js';
import type { Home } from './home.js';
import { openProcessLog } from './process-log.js';
import { SupervisedProcess, type Surroundings } from './supervised-process.js';
import type { Reachable } from './until-ready.js';

/** A program beside the services, such as a server of the sample; its argument is the port to listen on. */
export interface Helper {
  readonly name: string;
  readonly program: string;
  readonly port: number;
}

const GRACE_MS = 2 * SECOND_MS;

export function startHelpers(
  helpers: readonly Helper[],
  { env, root, home }: { env: Environment; root: string; home: Home },
  surroundings: Surroundings,
): { processes: SupervisedProcess[]; gateways: Reachable[] } {
  const processes = helpers.map(({ name, program, port }) => {
    const plan = { name, command: [process.execPath, program, String(port)], env, cwd: root, mark: program } as const;
    const log = openProcessLog(home.logs, name.replaceAll(' ', '-'));
    return new SupervisedProcess({ ...plan, log, order: 'worker', graceMs: GRACE_MS }, surroundings);
  });
  return { processes, gateways: helpers.map(({ name, port }) => ({ name, url: `http://127.0.0.1:${port}` })) };
}
