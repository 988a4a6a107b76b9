import { versionLogForm } from '@waystream/journey';
import { Command } from 'commander';
import { Failure } from '../failure.js';
import { findJourney, latestVersion } from '../journeys/find-journey.js';
import { instanceLines } from '../output/instance-lines.js';
import type { Shell } from '../shell.js';

export function logCommand(shell: Shell): Command {
  return new Command('log')
    .description('show what became of everybody who takes part in the test of a journey')
    .argument('<journey>', 'name or uid')
    .option('--json', 'answer as JSON')
    .action((journey: string, { json = false }: { json?: boolean }) => log(shell, journey, json));
}

/** A test has at most a hundred people, so one page holds what can be read. */
const MOST_INSTANCES = 200;

async function log({ api, print, printJson, paint }: Shell, nameOrUid: string, json: boolean): Promise<void> {
  const journey = await findJourney(api, nameOrUid);
  const tested = latestVersion(journey, ['test']);
  if (!tested) {
    throw new Failure(`No version of "${journey.name}" is under test`, {
      details: ['waystream explain <namespace> <id> <journey> tells what happened to one person in a live one.'],
    });
  }
  const path = `/authoring/journeyVersions/${tested.uid}/log?limit=${MOST_INSTANCES}`;
  const { body } = await api.call('authoring', { path });
  if (json) {
    printJson(body);
    return;
  }
  const answer = versionLogForm.safeParse(body);
  if (!answer.success) throw new Failure('authoring answered with something else than a log');
  const { items, nextCursor, logSince } = answer.data;
  print(`"${journey.name}" version ${tested.version} is under test`);
  for (const line of items.flatMap((instance) => instanceLines(instance, paint))) print(line);
  if (items.length === 0) print('Nobody has entered.');
  if (nextCursor !== null) print(paint('dim', `These are the latest ${MOST_INSTANCES}.`));
  if (logSince !== null) print(paint('dim', `What happened before ${logSince} is not in the log any more.`));
}
