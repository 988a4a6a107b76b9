import { Command } from 'commander';
import { readDocuments } from '../configuration/read-documents.js';
import { Failure } from '../failure.js';
import { readText } from '../input/read-text.js';
import type { Shell } from '../shell.js';
import { planSimulation } from '../simulation/plan-simulation.js';
import { printSimulation } from '../simulation/print-simulation.js';
import { refusalInWords } from '../simulation/read-recording.js';
import { runSimulation } from '../simulation/run-simulation.js';

export function simulateCommand(shell: Shell): Command {
  return new Command('simulate')
    .description(
      'play recorded events through journeys in files, on a virtual clock; runs over audiences begin by themselves, and nothing is sent',
    )
    .requiredOption('-f, --file <path...>', 'files, or folders with such files: the journeys and all they refer to')
    .option(
      '--events <path>',
      'one JSON object a line: event (or audience and status, or profile), person or payload, at; - reads the standard input',
    )
    .option('--profiles <path>', 'one JSON object a line: namespace, id, attributes, audiences; people as they begin')
    .option('--stubs <path>', 'what systems answer, by action and data source; else 200 and {} at once')
    .option('--journey <name>', 'the only journey that people enter; others can be jumped into')
    .option('--from <when>', 'when the journeys go live, in RFC 3339; else the first event, or now without any')
    .option('--until <when>', 'a duration after the last event, or a time in RFC 3339', 'P30D')
    .option('--seed <text>', 'decides which of several stubs answers; the same seed gives the same result')
    .option('--person <key>', 'tell the way of one person')
    .option('--json', 'answer as JSON')
    .action((options: SimulateOptions) => simulate(shell, options));
}

interface SimulateOptions {
  file: string[];
  events?: string;
  profiles?: string;
  stubs?: string;
  journey?: string;
  from?: string;
  until?: string;
  seed?: string;
  person?: string;
  json?: boolean;
}

const MOST_REFUSALS_SHOWN = 20;

async function simulate(shell: Shell, options: SimulateOptions): Promise<void> {
  const { host, clock } = shell;
  const { journey, from, until, seed, person, json = false } = options;
  const documents = await readDocuments(options.file, host);
  const optional = async (path: string | undefined) => (path === undefined ? undefined : readText(host, path));
  const files = {
    events: await optional(options.events),
    profiles: await optional(options.profiles),
    stubs: await optional(options.stubs),
  };
  const choice = { journey, from, until, seed, person, everyWay: json, now: clock.now() };
  const { plan, records, refused } = planSimulation(documents, files, choice);
  const result = await runSimulation(plan, { clock, stderr: host.stderr });
  if (json) shell.printJson({ ...result, refused });
  else printSimulation(shell, result, person);
  if (refused.length === 0) return;
  const shown = refused.slice(0, MOST_REFUSALS_SHOWN).map(refusalInWords);
  const rest = refused.length - shown.length;
  const details = rest > 0 ? [...shown, `and ${rest} more`] : shown;
  throw new Failure(`${refused.length} of ${records} records could not be played; the figures leave them out`, {
    details,
  });
}
