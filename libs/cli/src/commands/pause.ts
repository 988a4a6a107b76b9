import { Command } from 'commander';
import { orderVersion } from '../journeys/order-version.js';
import type { Shell } from '../shell.js';

export function pauseCommand(shell: Shell): Command {
  return new Command('pause')
    .description('let nothing move in a journey; what happens meanwhile is kept')
    .argument('<journey>', 'name or uid')
    .option('--json', 'answer as JSON')
    .action((journey: string, { json }: { json?: boolean }) =>
      orderVersion(shell, journey, {
        verb: 'pause',
        from: ['live', 'closed'],
        none: (name) => `No version of "${name}" is live or closed, so nothing moves in it`,
        json,
      }),
    );
}
