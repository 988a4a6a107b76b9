import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InstanceLog, VersionLog } from '@waystream/journey';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../run.test.js';

const AT = '2026-03-02T09:00:00.000Z';
const FAILED: InstanceLog = {
  instance: 'i1',
  person: { namespace: 'Email', id: 'ada' },
  supplementalId: null,
  enteredAt: AT,
  endedAt: '2026-03-02T09:00:02.000Z',
  phase: 'error',
  current: [{ id: 'remind', label: null, type: 'action' }],
  info: 'The error ended the journey for the person.',
  fetchErrors: [],
  actionErrors: [{ at: '2026-03-02T09:00:02.000Z', activity: 'remind', label: null, code: 'http_500' }],
  enriched: [{ at: '2026-03-02T09:00:01.000Z', activity: 'size', label: 'How large?', values: { 'Cart.total': 20 } }],
  events: null,
  responses: null,
  transitions: [
    { at: AT, activity: 'cart', label: null, status: 'transitions', path: 'next', event: 'Cart' },
    {
      at: '2026-03-02T09:00:01.000Z',
      activity: 'size',
      label: 'How large?',
      status: 'transitions',
      path: 'small',
      event: null,
    },
    { at: '2026-03-02T09:00:02.000Z', activity: 'remind', label: null, status: 'error', path: null, event: null },
  ],
};

/** Answers as authoring does for a journey whose second version is in a status, and with a log. */
async function authoring(log: Partial<VersionLog>, status = 'test') {
  const asked: (string | undefined)[] = [];
  const versions = [
    { uid: 'v1', version: 1, status: 'live' },
    { uid: 'v2', version: 2, status },
  ];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const isLog = request.url?.includes('/log');
    const answer = isLog
      ? { items: [], nextCursor: null, logSince: null, ...log }
      : { items: [{ uid: 'j1', name: 'Welcome', versions }] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port }: Partial<AddressInfo> = Object(server.address());
  const env = { WAYSTREAM_AUTHORING_URL: `http://127.0.0.1:${port}` };
  return { asked, log: (...args: string[]) => run(['log', 'Welcome', ...args], { env }) };
}

describe('the log of a test', () => {
  it('tells in order what happened to everybody, and by which values', async () => {
    const { asked, log } = await authoring({ items: [FAILED] });
    const { exitCode, out } = await log();
    expect({ exitCode, lines: out.split('\n') }).toEqual({
      exitCode: 0,
      lines: [
        '"Welcome" version 2 is under test',
        '',
        'ada (Email)  error  The error ended the journey for the person.',
        `  ${AT}  cart  transitions → next`,
        '  2026-03-02T09:00:01.000Z  How large?  transitions → small',
        '  2026-03-02T09:00:01.000Z  How large?  saw {"Cart.total":20}',
        '  2026-03-02T09:00:02.000Z  remind  error',
        '  2026-03-02T09:00:02.000Z  remind  call: http_500',
        '',
      ],
    });
    expect(asked.at(-1)).toBe('/authoring/journeyVersions/v2/log?limit=200');
  });

  it('says that nobody came, and what it does not know', async () => {
    const { log } = await authoring({ logSince: AT });
    expect((await log()).out).toContain(
      `Nobody has entered.\nWhat happened before ${AT} is not in the log any more.\n`,
    );
  });

  it('gives programs the whole answer', async () => {
    const { log } = await authoring({ items: [FAILED], nextCursor: 'more' });
    expect(JSON.parse((await log('--json')).out)).toEqual({ items: [FAILED], nextCursor: 'more', logSince: null });
  });

  it('ends with 1 and the way out when no version is under test', async () => {
    const { log } = await authoring({}, 'draft');
    expect(await log()).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('No version of "Welcome" is under'),
    });
  });
});
