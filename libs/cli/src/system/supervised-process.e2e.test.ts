import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { systemClock } from '@waystream/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Guard } from './guard.js';
import { openProcessLog, type ProcessLog } from './process-log.js';
import { SupervisedProcess, type UnexpectedEnd } from './supervised-process.js';

let folder: string;
let log: ProcessLog;
const running: SupervisedProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/waystream-supervised-`);
  log = openProcessLog(folder, 'worker');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.stop()));
  rmSync(folder, { recursive: true });
});

/** Starts a small program, and notes what the guard and the caller hear of it. */
function supervise(program: string, graceMs = 5_000) {
  const ends: UnexpectedEnd[] = [];
  const watched = new Set<number>();
  const guard: Guard = {
    watch: ({ pid }) => watched.add(pid),
    forget: (pid) => watched.delete(pid),
    release: () => undefined,
  };
  const command = [process.execPath, '-e', program] as const;
  const plan = {
    name: 'worker',
    command,
    env: process.env,
    cwd: folder,
    log,
    order: 'worker',
    mark: program,
    graceMs,
  } as const;
  const supervised = new SupervisedProcess(plan, { guard, clock: systemClock, ended: (end) => ends.push(end) });
  running.push(supervised);
  return { supervised, ends, watched, written: () => readFileSync(log.path, 'utf8') };
}

const STAY = 'setInterval(() => {}, 1000)';

describe('a supervised process', () => {
  it('is started again when it ends by itself, and the caller hears why with the end of its log', async () => {
    const { ends, written } = supervise('console.error("no memory"); process.exit(3)');
    await vi.waitFor(() => expect(ends.length).toBeGreaterThanOrEqual(2), 10_000);
    expect(ends[0]).toMatchObject({ name: 'worker', reason: 'exit code 3', times: 1, restartInMs: 500 });
    expect(ends[0]?.lastLines).toEqual(['no memory']);
    expect(ends[1]).toMatchObject({ times: 2, restartInMs: 1_000 });
    expect(written()).toBe('no memory\nno memory\n');
  });

  it('is started again when it is killed', async () => {
    const { supervised, ends } = supervise(STAY);
    const first = supervised.pid;
    process.kill(first ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(ends).toHaveLength(1), 10_000);
    expect(ends[0]?.reason).toBe('signal SIGKILL');
    await vi.waitFor(() => expect(supervised.pid).toBeDefined(), 10_000);
    expect(supervised.pid).not.toBe(first);
  });

  it('ends when it is asked to, and is not started again', async () => {
    const { supervised, ends, watched, written } = supervise(
      `process.on('SIGTERM', () => { console.log('drained'); process.exit(0); }); console.log('up'); ${STAY}`,
    );
    await vi.waitFor(() => expect(written()).toContain('up'), 10_000);
    expect(watched).toEqual(new Set([supervised.pid]));
    await supervised.stop();
    expect(written()).toContain('drained');
    expect(watched).toEqual(new Set());
    expect(ends).toEqual([]);
  });

  it('is ended by force when it does not end within its grace', async () => {
    const { supervised, written } = supervise(`process.on('SIGTERM', () => {}); console.log('up'); ${STAY}`, 200);
    await vi.waitFor(() => expect(written()).toContain('up'), 10_000);
    await supervised.stop();
    expect(supervised.pid).toBeUndefined();
  });

  it('can be stopped while it waits for its next start', async () => {
    const { supervised, ends } = supervise('process.exit(1)');
    await vi.waitFor(() => expect(ends).toHaveLength(1), 10_000);
    await supervised.stop();
    expect(supervised.pid).toBeUndefined();
  });
});
