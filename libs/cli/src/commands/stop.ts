import { Command } from 'commander';
import { orderVersion } from '../journeys/order-version.js';
import type { Shell } from '../shell.js';

export function stopCommand(shell: Shell): Command {
  return new Command('stop')
    .description('take everybody out of a journey, for good')
    .argument('<journey>', 'name or uid')
    .option('--json', 'answer as JSON')
    .action((journey: string, { json }: { json?: boolean }) =>
      orderVersion(shell, journey, {
        verb: 'stop',
        from: ['live', 'paused', 'closed'],
        none: (name) => `No version of "${name}" is live, paused or closed, so nobody is inside`,
        json,
      }),
    );
}
