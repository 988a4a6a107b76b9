import { Command } from 'commander';
import { printAddresses } from '../output/print-addresses.js';
import type { Shell } from '../shell.js';
import { withLocalSystem } from '../system/local-system.js';
import { listenForStop, untilStopped } from '../system/stop-request.js';

export function upCommand(shell: Shell): Command {
  return new Command('up')
    .description('start Redis and all services on this machine, until Ctrl-C')
    .option('--data <folder>', 'where data and logs are kept (default: .waystream)')
    .action((options: UpOptions) => up(shell, options));
}

interface UpOptions {
  data?: string;
}

async function up(shell: Shell, { data }: UpOptions): Promise<void> {
  const request = listenForStop(shell.host.signals, shell.clock);
  try {
    await withLocalSystem({ ...shell, request, data, helpers: [] }, async (system, signal) => {
      printAddresses(shell, system);
      await untilStopped(signal);
    });
  } finally {
    request.close();
  }
}
