import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineService, type RunningService, runService } from './index.js';

/** A process as `runService` sees it, whose signals the test sends and whose end it awaits. */
function processWith(env: Record<string, string>) {
  const events = new EventEmitter();
  const out: string[] = [];
  const err: string[] = [];
  let exited = (_: number) => {};
  const exitCode = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const host = {
    env: { WAYSTREAM_PORT: '0', ...env },
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
    on: (event: string, listener: (cause: unknown) => void) => events.on(event, listener),
    exit: (code: number) => exited(code),
  };
  const lines = () => out.map((line): Record<string, unknown> => JSON.parse(line));
  return { host, exitCode, lines, err, send: (event: string, cause?: unknown) => events.emit(event, cause) };
}

function serviceThat(parts: Partial<RunningService> = {}) {
  return defineService({
    name: 'evaluator',
    settings: z.object({}),
    start: async () => ({ routes: [], ready: async () => [], stop: async () => {}, ...parts }),
  });
}

describe('a service as a process', () => {
  it.each(['SIGTERM', 'SIGINT'])('drains on %s and ends with 0', async (signal) => {
    const order: string[] = [];
    const { host, exitCode, send, lines } = processWith({});
    await runService(serviceThat({ drain: async () => void order.push('drained') }), host);
    send(signal);
    expect(await exitCode).toBe(0);
    expect(order).toEqual(['drained']);
    expect(lines().map(({ msg }) => msg)).toEqual(['ready', 'draining', 'stopped']);
  });

  it('ends with 1 when the deadline cuts work off', async () => {
    const { host, exitCode, send } = processWith({ WAYSTREAM_DRAIN: 'PT0.02S' });
    await runService(serviceThat({ drain: () => new Promise(() => {}) }), host);
    send('SIGTERM');
    expect(await exitCode).toBe(1);
  });

  it('ends at once on a second signal', async () => {
    const { host, exitCode, send } = processWith({});
    await runService(serviceThat({ drain: () => new Promise(() => {}) }), host);
    send('SIGTERM');
    send('SIGINT');
    expect(await exitCode).toBe(1);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('logs an %s and ends with 1', async (event) => {
    const { host, exitCode, send, lines } = processWith({});
    await runService(serviceThat(), host);
    send(event, new Error('lost count'));
    expect(await exitCode).toBe(1);
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: 'fatal', msg: event, err: expect.objectContaining({ message: 'lost count' }) }),
    );
  });

  it('explains a configuration that cannot run, without a stack trace, and ends with 78', async () => {
    const { host, exitCode, err } = processWith({ WAYSTREAM_ENV: 'production' });
    await runService(serviceThat(), host);
    expect(await exitCode).toBe(78);
    expect(err.join('')).toBe(
      'evaluator cannot start with this configuration:\n' +
        '  WAYSTREAM_API_KEYS: this environment needs at least one API key; set it to a random text\n',
    );
  });

  it('ends with 1 when the service cannot start', async () => {
    const { host, exitCode, lines } = processWith({});
    const broken = { ...serviceThat(), start: () => Promise.reject(new Error('no store')) };
    await runService(broken, host);
    expect(await exitCode).toBe(1);
    expect(lines()).toContainEqual(expect.objectContaining({ level: 'fatal', msg: 'start failed' }));
  });
});
