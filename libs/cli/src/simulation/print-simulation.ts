import type { JourneyResult, PersonResult, SimulationResult } from '@waystream/journey';
import Table from 'cli-table3';
import { figuresLine, funnelTable } from '../output/funnel-table.js';
import type { Shell } from '../shell.js';

type Printer = Pick<Shell, 'print' | 'paint'>;

/** The funnel of every journey with what it would have sent, and the ways of people where they were asked for. */
export function printSimulation(
  printer: Printer,
  { from, until, journeys, people, unusedStubs }: SimulationResult,
  person: string | undefined,
): void {
  const { print, paint } = printer;
  for (const journey of journeys) {
    print(`${paint('bold', journey.journey)}, simulated from ${from} until ${until}`);
    print(figuresLine(journey.figures));
    print(funnelTable(journey.activities, paint));
    printSent(printer, journey);
  }
  for (const stub of unusedStubs) print(paint('yellow', `the stub "${stub}" was never asked for`));
  if (person !== undefined) printWays(printer, people, person);
}

function printSent({ print }: Printer, { sent, activities }: JourneyResult): void {
  if (sent.length === 0) return;
  const labels = new Map(activities.map(({ id, label }) => [id, label ?? id]));
  const table = tableOf(['Would have sent', 'At', 'Times']);
  for (const { action, channel, activity, count } of sent) {
    table.push([channel === 'custom' ? action : `${action} (${channel})`, labels.get(activity) ?? activity, count]);
  }
  print(table.toString());
}

function printWays({ print, paint }: Printer, people: readonly PersonResult[], person: string): void {
  if (people.length === 0) print(paint('yellow', `nothing happened to anybody with the key "${person}"`));
  for (const { namespace, steps, waiting } of people) {
    print(`${paint('bold', `${namespace} ${person}`)}`);
    const table = tableOf(['When', 'Activity', 'What', 'Path']);
    for (const { at, activity, status, path, ending, reason } of steps) {
      const what = [status, ...(reason === null ? [] : [`(${reason})`]), ...(ending === null ? [] : [`→ ${ending}`])];
      table.push([at, activity ?? '', what.join(' '), path ?? '']);
    }
    for (const { activity, until } of waiting) table.push([until ?? '', activity, 'waits', '']);
    print(table.toString());
  }
}

function tableOf(head: string[]): InstanceType<typeof Table> {
  return new Table({ head, style: { head: [], border: [], compact: true } });
}
