import { Command, InvalidArgumentError } from 'commander';
import { orderVersion } from '../journeys/order-version.js';
import type { Shell } from '../shell.js';

export function resumeCommand(shell: Shell): Command {
  return new Command('resume')
    .description('let a paused journey go on, and release whoever was kept')
    .argument('<journey>', 'name or uid')
    .option('--rate <people>', 'people released in a second', wholeNumber, 1_000)
    .option('--json', 'answer as JSON')
    .action((journey: string, { rate, json }: { rate: number; json?: boolean }) =>
      orderVersion(shell, journey, {
        verb: 'resume',
        from: ['paused'],
        none: (name) => `No version of "${name}" is paused`,
        body: { ratePerSecond: rate },
        json,
      }),
    );
}

function wholeNumber(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate > 0) return rate;
  throw new InvalidArgumentError('It must be a whole number of people, such as 500.');
}
