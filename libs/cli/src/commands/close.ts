import { Command } from 'commander';
import { orderVersion } from '../journeys/order-version.js';
import type { Shell } from '../shell.js';

export function closeCommand(shell: Shell): Command {
  return new Command('close')
    .description('let nobody enter a journey any more; those inside finish')
    .argument('<journey>', 'name or uid')
    .option('--json', 'answer as JSON')
    .action((journey: string, { json }: { json?: boolean }) =>
      orderVersion(shell, journey, {
        verb: 'close',
        from: ['live', 'paused'],
        none: (name) => `No version of "${name}" is live or paused, so nobody enters it anyway`,
        json,
      }),
    );
}
