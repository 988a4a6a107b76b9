import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StopOrder, WatchedProcess } from './guard.js';
import { commandOf } from './process-command.js';

/** Which processes of a local system run, kept in its home: a file each, named by the process id. */
export interface ProcessRegister {
  add(process: WatchedProcess): void;
  remove(pid: number): void;
  /** Ends what a start that was killed has left running: two servers must never write the same files. */
  endLeftovers(): Promise<void>;
}

const GRACE_MS = 30_000;
const LOOK_MS = 50;

export function openProcessRegister(folder: string): ProcessRegister {
  mkdirSync(folder, { recursive: true });
  const fileOf = (pid: number) => join(folder, String(pid));
  const remove = (pid: number) => rmSync(fileOf(pid), { force: true });
  return {
    add: ({ pid, order, mark }) => writeFileSync(fileOf(pid), `${order} ${mark}`),
    remove,
    async endLeftovers() {
      const left = readdirSync(folder).map((name) => readEntry(Number(name), readFileSync(join(folder, name), 'utf8')));
      for (const order of ['worker', 'store']) await endAll(left.filter((one) => one.order === order));
      for (const { pid } of left) remove(pid);
    },
  };
}

function readEntry(pid: number, text: string): WatchedProcess {
  const order: StopOrder = text.startsWith('store ') ? 'store' : 'worker';
  return { pid, order, mark: text.slice(order.length + 1) };
}

async function endAll(processes: readonly WatchedProcess[]): Promise<void> {
  const running = () => processes.filter(({ pid, mark }) => commandOf(pid)?.includes(mark));
  for (const { pid } of running()) process.kill(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < GRACE_MS && running().length > 0; waitedMs += LOOK_MS) await pause(LOOK_MS);
  for (const { pid } of running()) process.kill(pid, 'SIGKILL');
}
