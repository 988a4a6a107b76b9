import { Command } from 'commander';
import { Failure } from '../failure.js';
import { fetchReport } from '../journeys/fetch-report.js';
import { findJourney, type JourneySummary, latestVersion, type VersionSummary } from '../journeys/find-journey.js';
import { figuresLine, funnelTable } from '../output/funnel-table.js';
import type { Shell } from '../shell.js';

export function reportCommand(shell: Shell): Command {
  return new Command('report')
    .description('show how many people took which path of a journey')
    .argument('<journey>', 'name or uid')
    .option('--version <number>', 'a version other than the one that runs')
    .option('--json', 'answer as JSON')
    .action((journey: string, options: ReportOptions) => report(shell, journey, options));
}

interface ReportOptions {
  version?: string;
  json?: boolean;
}

async function report(shell: Shell, nameOrUid: string, { version, json = false }: ReportOptions): Promise<void> {
  const journey = await findJourney(shell.api, nameOrUid);
  const chosen = choose(journey, version);
  if (json) {
    const { body } = await shell.api.call('reporting', { path: `/reports/journeys/${chosen.uid}` });
    shell.printJson(body);
    return;
  }
  const found = await fetchReport(shell.api, chosen.uid);
  shell.print(`${journey.name}, version ${chosen.version} (${chosen.status})`);
  shell.print(figuresLine(found.figures));
  shell.print(funnelTable(found.activities, shell.paint));
}

/** The one that was asked for, else the one that runs, else the latest. */
function choose(journey: JourneySummary, version: string | undefined): VersionSummary {
  const chosen =
    version === undefined
      ? (latestVersion(journey, ['live', 'paused', 'closed']) ?? journey.versions.at(-1))
      : journey.versions.find((one) => String(one.version) === version);
  if (!chosen) throw new Failure(`"${journey.name}" has no version ${version}`);
  return chosen;
}
