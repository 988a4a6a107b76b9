// `npm run soak`: random stories against the simulated system, new ones each time, until one breaks a promise or
// WAYSTREAM_SOAK_MINUTES (10) are over. A story that breaks one is shown with its seed and the few moves that matter.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { Refusal, runScript, say } = await import('./phase.mjs');
const { install } = await import('./install.mjs');
const { ROOT } = await import('./repository.mjs');

await runScript(async () => {
  const { WAYSTREAM_SOAK_MINUTES: asked = '10' } = process.env;
  const minutes = Number(asked);
  if (!(minutes > 0)) throw new Refusal('WAYSTREAM_SOAK_MINUTES must be a number above 0');
  await install();
  const workers = availableParallelism();
  say(`  Random stories for ${minutes} min, on ${workers} processors`);
  const name = Date.now().toString(36);
  const results = await Promise.all(Array.from({ length: workers }, (_, index) => soak(`${name}-${index}`, minutes)));
  if (results.some((code) => code !== 0)) process.exitCode = 1;
});

/** Resolves to the exit code. */
function soak(name, minutes) {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const file = 'test/simulation/simulation.unit.test.ts';
  const args = [vitest, 'run', file, '--project', 'unit', '--disableConsoleIntercept'];
  const env = { ...process.env, WAYSTREAM_SOAK_NAME: name, WAYSTREAM_SOAK_MINUTES: String(minutes) };
  return new Promise((resolve, reject) => {
    spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' }).on('error', reject).on('close', resolve);
  });
}
