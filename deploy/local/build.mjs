// Builds what has changed since it was built last.
import { join } from 'node:path';
import { phase, Refusal, runLogged } from './phase.mjs';
import { ROOT } from './repository.mjs';

const QUIET = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };

export async function build() {
  await phase('Build', async () => {
    const { ok, output, path } = await turboBuild();
    if (!ok) throw new Refusal(`The build failed (all of it in ${path})`, output);
    return /FULL TURBO/.test(output) ? 'nothing has changed' : 'done';
  });
}

export function turboBuild() {
  const turbo = join(ROOT, 'node_modules', 'turbo', 'bin', 'turbo');
  const args = [turbo, 'run', 'build', '--output-logs=errors-only', '--ui=stream'];
  return runLogged('build', process.execPath, args, { cwd: ROOT, env: { ...process.env, ...QUIET } });
}
