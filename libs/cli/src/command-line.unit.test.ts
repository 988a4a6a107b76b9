import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from './command-line.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function run(args: string[], env: Record<string, string> = {}) {
  const written = { out: '', err: '' };
  const exitCode = await runCommandLine(args, {
    env,
    root,
    cwd: root,
    pid: process.pid,
    stdin: (async function* () {})(),
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
    signals: new EventEmitter(),
  });
  return { exitCode, ...written };
}

describe('the command line', () => {
  it('ends with 0 after help and version', async () => {
    expect(await run(['--help'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('apply') });
    expect(await run(['--version'])).toMatchObject({ exitCode: 0, out: '0.1.0\n' });
  });

  it.each([
    ['an unknown command', ['fly'], 'unknown command'],
    ['a missing argument', ['report'], 'missing required argument'],
    ['a missing option', ['apply'], '--file'],
    ['an unknown option', ['up', '--fast'], 'unknown option'],
    ['no payload', ['send', 'LobbyBeacon'], 'either -f or -d'],
    ['a file that is not there', ['apply', '-f', 'nowhere'], 'no file or folder nowhere'],
    ['variables that are not set', ['validate', '-f', 'deploy/sample/config'], 'RESERVATION_URL is not set'],
  ])('ends with 2 and says why for %s', async (_, args, words) => {
    const { exitCode, err } = await run(args);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
  });

  it('ends with 2 for a port base that is none', async () => {
    expect(await run(['up'], { WAYSTREAM_PORT_BASE: 'high' })).toMatchObject({ exitCode: 2 });
  });

  it('ends with 1 and says what to do when nobody answers', async () => {
    const { exitCode, err } = await run(['report', 'x'], { WAYSTREAM_AUTHORING_URL: 'http://127.0.0.1:9' });
    expect(exitCode).toBe(1);
    expect(err).toContain('authoring does not answer at http://127.0.0.1:9');
    expect(err).toContain('npm start');
  });

  it('validates the sample without a running system', async () => {
    const env = { RESERVATION_URL: 'http://127.0.0.1:1', DELIVERY_URL: 'http://127.0.0.1:2' };
    const { exitCode, out } = await run(['validate', '-f', 'deploy/sample/config', '--json'], env);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({ documents: 12, findings: [] });
  });
});
