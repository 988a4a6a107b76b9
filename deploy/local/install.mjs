// Brings node_modules to what package-lock.json says, and does nothing when it is so already.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phase, Refusal, runLogged } from './phase.mjs';
import { ROOT } from './repository.mjs';

export async function install() {
  if (isInstalled()) return;
  await phase('Dependencies', async () => {
    const [command, ...args] = npmCommand();
    const flags = ['ci', '--prefer-offline', '--no-audit', '--no-fund'];
    const { ok, output, path } = await runLogged('install', command, [...args, ...flags], { cwd: ROOT });
    if (!ok) throw refusalOf(output, path);
    return 'installed; from now on no network is needed';
  });
}

/**
 * npm notes in node_modules/.package-lock.json what it has installed, as the last thing it does. Packages for other
 * platforms are in the lock only.
 */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, { optional }]) => path.includes('node_modules/') && !optional)
    .every(([path, { version, link }]) => {
      const found = installed[path];
      return found !== undefined && found.version === version && found.link === link;
    });
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
  } catch {
    return {};
  }
}

/** The npm that runs this script, if one does: it need not be the one on the PATH. */
function npmCommand() {
  const { npm_execpath: program } = process.env;
  return program?.endsWith('.js') ? [process.execPath, program] : ['npm'];
}

function refusalOf(output, path) {
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENOTCACHED|ENETUNREACH/.test(output)) {
    return new Refusal(
      'Some packages are missing here, and the npm registry cannot be reached',
      'Connect this machine once and try again; afterwards everything works without a network.',
    );
  }
  return new Refusal(`npm could not install the dependencies (all of it in ${path})`, lastLines(output));
}

function lastLines(text) {
  return text.trimEnd().split('\n').slice(-20).join('\n');
}
