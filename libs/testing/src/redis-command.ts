import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAMS = ['redis-cli', 'valkey-cli'];

/** Asks a server as an operator would, with the tool that comes with it; gives the reply, a line an element. */
export async function redisCommand({ port }: { port: number }, ...command: string[]): Promise<string> {
  const program = PROGRAMS.find((name) => spawnSync(name, ['--version']).status === 0) ?? 'redis-cli';
  const { stdout } = await run(program, ['-p', String(port), '-e', ...command]);
  return stdout.trim();
}
