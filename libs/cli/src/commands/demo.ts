import { join } from 'node:path';
import { Command } from 'commander';
import { createApi } from '../api/api.js';
import { portBase } from '../api/service-address.js';
import { Failure } from '../failure.js';
import { printAddresses } from '../output/print-addresses.js';
import { printInvitation, printOutcome } from '../sample/print-outcome.js';
import { readSample } from '../sample/read-sample.js';
import { runSample } from '../sample/run-sample.js';
import { sampleServers, sampleVariables } from '../sample/sample-servers.js';
import type { Shell } from '../shell.js';
import { withLocalSystem } from '../system/local-system.js';
import { listenForStop, untilStopped } from '../system/stop-request.js';

export function demoCommand(shell: Shell): Command {
  return new Command('demo')
    .description('start everything, send a recorded evening through the sample journey and show its funnel')
    .option('--exit', 'end after the sample; the exit code tells whether the figures add up')
    .option('--data <folder>', 'where data and logs are kept (default: .waystream)')
    .action((options: DemoOptions) => demo(shell, options));
}

interface DemoOptions {
  exit?: boolean;
  data?: string;
}

async function demo(outer: Shell, { exit = false, data }: DemoOptions): Promise<void> {
  const { host, clock } = outer;
  const base = portBase(host.env);
  const shell = { ...outer, api: createApi(localOnly(host.env)) };
  const folder = join(host.root, 'deploy', 'sample');
  const sample = await readSample(folder, sampleVariables(base));
  const request = listenForStop(host.signals, clock);
  try {
    const setup = { ...shell, request, data, helpers: sampleServers(folder, base) };
    await withLocalSystem(setup, async (system, signal) => {
      const outcome = await runSample(shell, sample, { ...system, signal });
      printOutcome(shell, outcome);
      const addsUp = outcome.checks.every(({ problems }) => problems.length === 0);
      if (exit && !addsUp) throw new Failure('The figures do not add up');
      if (exit) return;
      printAddresses(shell, system);
      printInvitation(shell, sample, outcome, base);
      await untilStopped(signal);
    });
  } finally {
    request.close();
  }
}

/** The demonstration talks to the services that it has started, wherever else others may run. */
function localOnly(env: Shell['host']['env']): Shell['host']['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^WAYSTREAM_.*_URL$/.test(name)));
}
