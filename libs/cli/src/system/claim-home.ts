import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import type { Home } from './home.js';
import { commandOf } from './process-command.js';

/**
 * Takes the home for this process, because two systems must not share one; returns how to give it back.
 * Throws `Failure` while another process that runs has it.
 */
export function claimHome(home: Home, pid: number): () => void {
  const file = join(home.folder, 'system.pid');
  const holder = readHolder(file);
  if (holder !== undefined && holder !== pid && isSystem(holder)) {
    throw new Failure(`Waystream runs already with its data in ${home.folder} (process ${holder})`, {
      details: ['Stop that one with Ctrl-C first, or give this one a folder of its own: --data <folder>'],
    });
  }
  writeFileSync(file, `${pid}\n`);
  return () => {
    if (readHolder(file) === pid) rmSync(file, { force: true });
  };
}

function readHolder(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A process that a crash left no time to clean up after may have passed its id on to something else. */
function isSystem(pid: number): boolean {
  return /waystream|start\.mjs|vitest/.test(commandOf(pid) ?? '');
}
