// `npm test`: everything that must hold, from a fresh clone. The last line sums it up: `N passed, N failed`.
// `npm test -- lint unit` runs some sections only.
import { requireNode } from './require-node.mjs';

requireNode();
const { runScript, say } = await import('./phase.mjs');
const { install } = await import('./install.mjs');
const { ensurePrograms } = await import('./debian-packages.mjs');
const { SECTIONS } = await import('./test-sections.mjs');

await runScript(async () => {
  const chosen = process.argv.slice(2);
  const sections = SECTIONS.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  const total = { passed: 0, failed: 0 };
  await install();
  await ensurePrograms();
  for (const section of sections) {
    const { passed, failed } = await section.run();
    total.passed += passed;
    total.failed += failed;
  }
  if (sections.length === 0) total.failed += 1;
  process.exitCode = total.failed === 0 ? 0 : 1;
  say(`${total.passed} passed, ${total.failed} failed`);
});
