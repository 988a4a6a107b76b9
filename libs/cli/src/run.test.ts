import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './command-line.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs a command to its end, in this process. Paths are relative to the repository unless `cwd` says otherwise. */
export async function run(
  args: readonly string[],
  {
    env = {},
    stdin = [],
    cwd = root,
  }: { env?: Record<string, string>; stdin?: Uint8Array[] | string; cwd?: string } = {},
) {
  const written = { out: '', err: '' };
  const exitCode = await runCommandLine(args, {
    env,
    root,
    cwd,
    pid: process.pid,
    stdin: (async function* () {
      yield* typeof stdin === 'string' ? [stdin] : stdin;
    })(),
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
    signals: new EventEmitter(),
  });
  return { exitCode, ...written };
}
