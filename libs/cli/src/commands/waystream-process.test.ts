import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { requireFreePorts } from '../system/free-ports.js';

export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const PROGRAM = join(ROOT, 'libs', 'cli', 'bin', 'waystream.mjs');

/** The real command in a process of its own, with data in a folder and ports of its own. */
export interface WaystreamProcess {
  readonly base: number;
  /** Runs a command to its end. */
  run(...args: string[]): Promise<{ exitCode: number; out: string; err: string }>;
  /** Starts the local system and resolves when it says that it is ready. */
  up(): Promise<ChildProcess>;
  /** The ports of services, sample and Redis that somebody listens on. */
  listening(): Promise<number[]>;
  remove(): void;
}

const OFFSETS = [0, 1, 2, 3, 4, 5, 10, 11, 20];

export async function aWaystream(): Promise<WaystreamProcess> {
  const base = await freeBase();
  const data = mkdtempSync(`${tmpdir()}/waystream-e2e-`);
  const sample = { RESERVATION_URL: `http://127.0.0.1:${base + 10}`, DELIVERY_URL: `http://127.0.0.1:${base + 11}` };
  const { WAYSTREAM_TEST_REDIS_URL: _, ...inherited } = process.env;
  const env = { ...inherited, ...sample, WAYSTREAM_PORT_BASE: String(base) };
  const withData = (args: readonly string[]) =>
    ['up', 'demo'].includes(args[0] ?? '') ? [...args, '--data', data] : args;
  return {
    base,
    run: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [PROGRAM, ...withData(args)], { env, cwd: ROOT }, (error, out, err) => {
          const code = error === null ? 0 : error.code;
          resolve({ exitCode: typeof code === 'number' ? code : -1, out, err });
        });
      }),
    async up() {
      const child = spawn(process.execPath, [PROGRAM, ...withData(['up'])], { env, cwd: ROOT });
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        said += String(chunk);
      });
      await vi.waitFor(() => expect(said).toContain('Ctrl-C stops everything'), { timeout: 90_000, interval: 100 });
      return child;
    },
    async listening() {
      const ports = OFFSETS.map((offset) => base + offset);
      const open = await Promise.all(ports.map(isOpen));
      return ports.filter((_, index) => open[index]);
    },
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}

/** Away from where people work, and from the ports that the system gives to outgoing connections. */
async function freeBase(): Promise<number> {
  for (let base = 21_000 + (process.pid % 100) * 100; base < 32_000; base += 100) {
    const plans = OFFSETS.map((offset) => ({ name: '', port: base + offset }));
    const isFree = await requireFreePorts(plans, base).then(
      () => true,
      () => false,
    );
    if (isFree) return base;
  }
  throw new Error('no free ports');
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
