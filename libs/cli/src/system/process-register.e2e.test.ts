import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProcessRegister, type ProcessRegister } from './process-register.js';

const MARK = 'waystream-left-over';

let folder: string;
let register: ProcessRegister;
let child: ChildProcess;
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/waystream-register-`);
  register = openProcessRegister(folder);
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', MARK]);
  await once(child, 'spawn');
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('what a killed start has left running', () => {
  it('is ended by the next one', async () => {
    register.add({ pid: child.pid ?? 0, order: 'store', mark: MARK });
    const end = once(child, 'exit');
    await openProcessRegister(folder).endLeftovers();
    expect(await end).toEqual([null, 'SIGTERM']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not mistaken for a process that has got its id since', async () => {
    register.add({ pid: child.pid ?? 0, order: 'worker', mark: 'something else' });
    await register.endLeftovers();
    expect(child.exitCode).toBeNull();
    expect(child.signalCode).toBeNull();
  });

  it('is nothing after processes that ended properly', async () => {
    register.add({ pid: child.pid ?? 0, order: 'worker', mark: MARK });
    register.remove(child.pid ?? 0);
    await register.endLeftovers();
    expect(child.signalCode).toBeNull();
  });
});
