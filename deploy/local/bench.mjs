// `npm run bench`: measures what `test/bench` measures; arguments go to it.
import { join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { phase, Refusal, runLogged, runScript } = await import('./phase.mjs');
const { install } = await import('./install.mjs');
const { build } = await import('./build.mjs');
const { ensurePrograms } = await import('./debian-packages.mjs');
const { ROOT } = await import('./repository.mjs');

await runScript(async () => {
  await install();
  await ensurePrograms();
  await build();
  await phase('Bench', async () => {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const { ok, output } = await runLogged('bench', process.execPath, [tsc, '-p', 'test/bench'], { cwd: ROOT });
    if (!ok) throw new Refusal('The bench does not compile', output);
  });
  await import('../../test/bench/dist/main.js');
});
