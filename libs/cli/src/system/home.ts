import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Host } from '../host.js';

/** The folder that holds everything a local system leaves behind; removing it makes the next start a first one. */
export interface Home {
  readonly folder: string;
  readonly redis: string;
  readonly logs: string;
  readonly processes: string;
}

export function openHome({ root, cwd }: Pick<Host, 'root' | 'cwd'>, chosen?: string): Home {
  const folder = chosen === undefined ? join(root, '.waystream') : resolve(cwd, chosen);
  const home = {
    folder,
    redis: join(folder, 'redis'),
    logs: join(folder, 'logs'),
    processes: join(folder, 'processes'),
  };
  for (const path of [home.redis, home.logs]) mkdirSync(path, { recursive: true });
  return home;
}
