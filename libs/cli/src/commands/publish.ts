import { Command } from 'commander';
import { Failure } from '../failure.js';
import { findJourney, latestVersion } from '../journeys/find-journey.js';
import type { Shell } from '../shell.js';

export function publishCommand(shell: Shell): Command {
  return new Command('publish')
    .description('make the draft of a journey live')
    .argument('<journey>', 'name or uid')
    .option('--json', 'answer as JSON')
    .action((journey: string, options: PublishOptions) => publish(shell, journey, options));
}

interface PublishOptions {
  json?: boolean;
}

async function publish({ api, print, printJson }: Shell, nameOrUid: string, { json }: PublishOptions): Promise<void> {
  const journey = await findJourney(api, nameOrUid);
  const draft = latestVersion(journey, ['draft']);
  if (!draft) {
    const latest = journey.versions.at(-1);
    throw new Failure(`"${journey.name}" has no draft; its version ${latest?.version} is ${latest?.status}`);
  }
  await api.call('authoring', { method: 'POST', path: `/authoring/journeyVersions/${draft.uid}/publish` });
  if (json) printJson({ uid: journey.uid, versionUid: draft.uid, version: draft.version, status: 'live' });
  else print(`"${journey.name}" version ${draft.version} is live`);
}
