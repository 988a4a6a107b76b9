// The parts of `npm test` in their order, from quick to slow. Each tells what it found and, when it failed, shows why.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { turboBuild } from './build.mjs';
import { phase, runLogged, say } from './phase.mjs';
import { LOGS, ROOT } from './repository.mjs';

const BIOME = join('@biomejs', 'biome', 'bin', 'biome');
const TSC = join('typescript', 'bin', 'tsc');
const KNIP = join('knip', 'bin', 'knip.js');
const VITEST = join('vitest', 'vitest.mjs');

export const SECTIONS = [
  step('lint', () => runTool('lint', BIOME, 'check', '--error-on-warnings', '.')),
  step('build', turboBuild),
  step('typecheck', () => runTool('typecheck', TSC, '-p', 'test/tsconfig.json', '--noEmit')),
  step('unused', () => runTool('unused', KNIP)),
  suite('unit'),
  suite('redis'),
  suite('cluster'),
  suite('e2e'),
];

/** A tool that finds something or not counts as one. */
function step(name, run) {
  return {
    name,
    async run() {
      const { ok } = await shown(name, async () => ({ note: '', ...(await run()) }));
      return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

function suite(name) {
  return { name, run: () => shown(name, () => runTests(name)) };
}

async function runTests(name) {
  const results = join(LOGS, `test-${name}.json`);
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const { ok, output } = await runTool(
    `test-${name}`,
    VITEST,
    'run',
    '--project',
    name,
    '--passWithNoTests',
    ...reporters,
  );
  const { passed, failed } = count(results);
  // Vitest also fails on what no test is to blame for, such as an error after the last one.
  const failures = ok ? failed : Math.max(failed, 1);
  return { ok: failures === 0, output, passed, failed: failures, note: `${passed} passed, ${failures} failed` };
}

/** A file that could not be loaded has no tests that could fail, so it counts itself. */
function count(results) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function runTool(name, program, ...args) {
  const path = join(ROOT, 'node_modules', program);
  return runLogged(name, process.execPath, [path, ...args], { cwd: ROOT });
}

/** Prints the section's line, and everything it had to say when it failed. */
async function shown(name, run) {
  let result;
  const failure = new Error(`${name} failed`);
  try {
    await phase(name, async () => {
      result = await run();
      if (!result.ok) throw failure;
      return result.note;
    });
  } catch (error) {
    if (error !== failure) throw error;
    say(result.output);
  }
  return result;
}
