import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** How long workers may finish what they have begun, and how often it is looked whether they have. */
const GRACE_MS = 30_000;
const LOOK_MS = 100;

await guardProcesses();

/** Notes which processes run, and ends them when nobody is left to do it; see `guard.ts`. */
async function guardProcesses(): Promise<void> {
  // Signals of the terminal are for the process that this one waits for.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const watched = new Map<number, string>();
  for await (const line of createInterface({ input: process.stdin })) {
    const [verb, pid = '', order = ''] = line.split(' ');
    if (verb === 'watch') watched.set(Number(pid), order);
    else watched.delete(Number(pid));
  }
  const inOrder = (order: string) => [...watched].flatMap(([pid, its]) => (its === order ? [pid] : []));
  await endAll(inOrder('worker'));
  await endAll(inOrder('store'));
}

async function endAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < GRACE_MS && pids.some((pid) => signal(pid, 0)); waitedMs += LOOK_MS) {
    await pause(LOOK_MS);
  }
  for (const pid of pids) signal(pid, 'SIGKILL');
}

/** Was there a process to get it? */
function signal(pid: number, what: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, what);
  } catch {
    return false;
  }
}
