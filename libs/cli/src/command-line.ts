import { randomUUID } from 'node:crypto';
import { systemClock } from '@waystream/core';
import { Command, CommanderError } from 'commander';
import { createApi } from './api/api.js';
import { applyCommand } from './commands/apply.js';
import { closeCommand } from './commands/close.js';
import { demoCommand } from './commands/demo.js';
import { explainCommand } from './commands/explain.js';
import { exprCommand } from './commands/expr.js';
import { logCommand } from './commands/log.js';
import { pauseCommand } from './commands/pause.js';
import { publishCommand } from './commands/publish.js';
import { reportCommand } from './commands/report.js';
import { resumeCommand } from './commands/resume.js';
import { schemaCommand } from './commands/schema.js';
import { sendCommand } from './commands/send.js';
import { simulateCommand } from './commands/simulate.js';
import { stopCommand } from './commands/stop.js';
import { upCommand } from './commands/up.js';
import { validateCommand } from './commands/validate.js';
import { EXIT, type ExitCode, Failure } from './failure.js';
import type { Host } from './host.js';
import { createPhases } from './output/phases.js';
import { paintFor } from './output/style.js';
import type { Shell } from './shell.js';
import { Stopped } from './system/stop-request.js';

const COMMANDS = [
  upCommand,
  demoCommand,
  applyCommand,
  validateCommand,
  publishCommand,
  closeCommand,
  pauseCommand,
  resumeCommand,
  stopCommand,
  sendCommand,
  reportCommand,
  explainCommand,
  logCommand,
  simulateCommand,
  exprCommand,
  schemaCommand,
];

/** Runs one command to its end. Resolves to the exit code: 0 done, 1 failed, 2 wrongly typed. */
export async function runCommandLine(args: readonly string[], host: Host): Promise<ExitCode> {
  const shell = createShell(host);
  const program = new Command('waystream')
    .description('Self-hosted, real-time journey orchestration')
    .version('0.1.0')
    .enablePositionalOptions();
  for (const command of COMMANDS) program.addCommand(command(shell));
  configure(program, host);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return tell(error, shell);
  }
}

/** A command passes none of this on to those below it. */
function configure(command: Command, host: Host): void {
  const { stdout, stderr } = host;
  command
    .exitOverride()
    .showHelpAfterError('(add --help to see what is possible)')
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });
  for (const below of command.commands) configure(below, host);
}

function createShell(host: Host): Shell {
  const paint = paintFor(host.stdout, host.env);
  return {
    host,
    clock: systemClock,
    chance: { random: Math.random, newId: randomUUID },
    api: createApi(host.env),
    phases: createPhases(host.stdout, { paint, clock: systemClock }),
    paint,
    print: (line) => host.stdout.write(`${line}\n`),
    printJson: (value) => host.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  };
}

/** The one place where an error becomes words and an exit code. */
function tell(error: unknown, { host }: Shell): ExitCode {
  const paint = paintFor(host.stderr, host.env);
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof Stopped) return EXIT.failed;
  if (!(error instanceof Failure)) throw error;
  host.stderr.write(`\n${paint('red', error.message)}\n`);
  for (const line of error.details) host.stderr.write(`  ${line}\n`);
  return error.exitCode;
}
