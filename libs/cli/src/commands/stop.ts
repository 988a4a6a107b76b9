import { Command } from 'commander';
import { Failure } from '../failure.js';
import { findJourney, latestVersion } from '../journeys/find-journey.js';
import type { Shell } from '../shell.js';

export function stopCommand(shell: Shell): Command {
  return new Command('stop')
    .description('take everybody out of a journey, for good')
    .argument('<journey>', 'name or uid')
    .option('--json', 'answer as JSON')
    .action((journey: string, options: StopOptions) => stop(shell, journey, options));
}

interface StopOptions {
  json?: boolean;
}

async function stop({ api, print, printJson }: Shell, nameOrUid: string, { json }: StopOptions): Promise<void> {
  const journey = await findJourney(api, nameOrUid);
  const running = latestVersion(journey, ['live', 'closed']);
  if (!running) throw new Failure(`No version of "${journey.name}" is live or closed, so nobody is inside`);
  await api.call('authoring', { method: 'POST', path: `/authoring/journeyVersions/${running.uid}/stop` });
  if (json) printJson({ uid: journey.uid, versionUid: running.uid, version: running.version, status: 'stopped' });
  else print(`"${journey.name}" version ${running.version} is stopped`);
}
