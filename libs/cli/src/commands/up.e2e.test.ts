import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aWaystream, type WaystreamProcess } from './waystream-process.test.js';

const PAYLOAD = JSON.stringify({ endUserIDs: { _experience: { mcid: { id: 'somebody' } } }, pushToken: 'token' });

let waystream: WaystreamProcess;
let system: ChildProcess;
beforeAll(async () => {
  waystream = await aWaystream();
});
beforeEach(async () => {
  system = await waystream.up();
});
afterEach(async () => {
  if (system.exitCode === null && system.signalCode === null) {
    system.kill('SIGTERM');
    await once(system, 'exit');
  }
});
afterAll(() => waystream.remove());

const nothingListens = () =>
  vi.waitFor(async () => expect(await waystream.listening()).toEqual([]), { timeout: 60_000, interval: 100 });

describe('a local system', () => {
  it('takes a configuration, publishes its journey, accepts events and counts who enters', async () => {
    const first = await waystream.run('apply', '-f', 'deploy/sample/config');
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(first.out).toContain('published  Journey Marlton lobby');
    const second = await waystream.run('apply', '-f', 'deploy/sample/config');
    expect(second.out).not.toMatch(/created|updated|published/);

    expect(await waystream.run('send', 'LobbyBeacon', '-d', PAYLOAD)).toMatchObject({ exitCode: 0 });
    await vi.waitFor(
      async () => {
        const { out } = await waystream.run('report', 'Marlton lobby', '--json');
        expect(JSON.parse(out)).toMatchObject({ figures: { entered: 1 } });
      },
      { timeout: 30_000, interval: 500 },
    );
  });

  it('has the data of the start before, and ends with everything when it is asked to', async () => {
    const { out } = await waystream.run('report', 'Marlton lobby');
    expect(out).toContain('1 entered');
    expect(await waystream.run('stop', 'Marlton lobby')).toMatchObject({ exitCode: 0 });
    expect(await waystream.run('stop', 'Marlton lobby')).toMatchObject({ exitCode: 1 });
    system.kill('SIGINT');
    const [exitCode] = await once(system, 'exit');
    expect(exitCode).toBe(0);
    expect(await waystream.listening()).toEqual([]);
  });

  it('refuses a second one over the same data', async () => {
    const { exitCode, err } = await waystream.run('up');
    expect(exitCode).toBe(1);
    expect(err).toContain('runs already');
  });

  it('leaves nothing behind even when it is killed', async () => {
    system.kill('SIGKILL');
    await once(system, 'exit');
    await nothingListens();
  });
});
