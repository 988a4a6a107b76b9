import { describe, expect, it } from 'vitest';
import { run } from './run.test.js';

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
    expect(await run(['up'], { env: { WAYSTREAM_PORT_BASE: 'high' } })).toMatchObject({ exitCode: 2 });
  });

  it('ends with 1 and says what to do when nobody answers', async () => {
    const { exitCode, err } = await run(['report', 'x'], { env: { WAYSTREAM_AUTHORING_URL: 'http://127.0.0.1:9' } });
    expect(exitCode).toBe(1);
    expect(err).toContain('authoring does not answer at http://127.0.0.1:9');
    expect(err).toContain('npm start');
  });

  it('validates the sample without a running system', async () => {
    const env = { RESERVATION_URL: 'http://127.0.0.1:1', DELIVERY_URL: 'http://127.0.0.1:2' };
    const { exitCode, out } = await run(['validate', '-f', 'deploy/sample/config', '--json'], { env });
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({ documents: 12, findings: [] });
  });
});
