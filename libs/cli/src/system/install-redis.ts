import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openProcessLog } from './process-log.js';

/** Is there an apt-get, and may this process use it? */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** Installs redis-server with apt-get. Resolves to whether it did; what apt-get had to say is in `apt.log`. */
export async function installRedis(logs: string): Promise<boolean> {
  const { descriptor } = openProcessLog(logs, 'apt');
  const aptGet = async (...args: string[]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn('apt-get', args, { env, stdio: ['ignore', descriptor, descriptor] });
    const [code] = await once(child, 'exit');
    return code === 0;
  };
  const install = ['install', '-y', '--no-install-recommends', 'redis-server'];
  // The lists of a fresh machine are empty or old; a machine without network may still have the package itself.
  return (await aptGet(...install)) || ((await aptGet('update')) && (await aptGet(...install)));
}
