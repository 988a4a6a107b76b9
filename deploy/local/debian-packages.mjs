// Programs that tests use and that npm cannot bring.
import { spawnSync } from 'node:child_process';
import { phase, Refusal, runLogged } from './phase.mjs';

/** Extend this list when a suite needs another program. */
const PROGRAMS = [{ program: 'redis-server', package: 'redis-server' }];

export async function ensurePrograms() {
  const missing = PROGRAMS.filter(({ program }) => !isThere(program)).map((one) => one.package);
  if (missing.length === 0) return;
  const line = `apt-get install -y ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !isThere('apt-get'))
    throw new Refusal(`The tests need ${missing.join(', ')}`, `Run: sudo ${line}`);
  await phase(`Installation of ${missing.join(', ')}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const aptGet = (...args) => runLogged('apt', 'apt-get', args, { env });
    const wanted = ['install', '-y', '--no-install-recommends', ...missing];
    if ((await aptGet(...wanted)).ok) return;
    await aptGet('update');
    const { ok, output } = await aptGet(...wanted);
    if (!ok) throw new Refusal(`The tests need ${missing.join(', ')}, and "${line}" failed`, output);
  });
}

function isThere(program) {
  return spawnSync(program, ['--version']).error === undefined;
}
