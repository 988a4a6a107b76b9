import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../run.test.js';

/** Answers as authoring does for one journey, and remembers the orders that it was given. */
async function authoring(versions: { uid: string; version: number; status: string }[]) {
  const orders: { path: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.method === 'POST') orders.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString() });
    const answer =
      request.method === 'POST' ? { status: 'as ordered' } : { items: [{ uid: 'j1', name: 'Welcome', versions }] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port }: Partial<AddressInfo> = Object(server.address());
  return { orders, env: { WAYSTREAM_AUTHORING_URL: `http://127.0.0.1:${port}` } };
}

const VERSIONS = [
  { uid: 'v1', version: 1, status: 'closed' },
  { uid: 'v2', version: 2, status: 'paused' },
  { uid: 'v3', version: 3, status: 'live' },
];

describe('the life of a journey from the shell', () => {
  it.each([
    ['pause', 'v3'],
    ['close', 'v3'],
    ['stop', 'v3'],
    ['resume', 'v2'],
  ])('%ss the version that is meant', async (verb, uid) => {
    const { orders, env } = await authoring(VERSIONS);
    const { exitCode, out } = await run([verb, 'Welcome'], { env });
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: `"Welcome" version ${uid.slice(1)} is as ordered\n` });
    expect(orders.map(({ path }) => path)).toEqual([`/authoring/journeyVersions/${uid}/${verb}`]);
  });

  it('releases people at the rate that is asked for', async () => {
    const { orders, env } = await authoring(VERSIONS);
    await run(['resume', 'Welcome', '--rate', '50', '--json'], { env });
    expect(orders.map(({ body }) => body)).toEqual(['{"ratePerSecond":50}']);
  });

  it('takes no rate that nobody could be released at', async () => {
    const { exitCode, err } = await run(['resume', 'Welcome', '--rate', '0']);
    expect(exitCode).toBe(2);
    expect(err).toContain('whole number of people');
  });

  it('ends with 1 and says why when no version is meant', async () => {
    const { orders, env } = await authoring(VERSIONS.slice(0, 1));
    const { exitCode, err } = await run(['resume', 'Welcome'], { env });
    expect(exitCode).toBe(1);
    expect(err).toContain('No version of "Welcome" is paused');
    expect(orders).toEqual([]);
  });
});

describe('the schema command', () => {
  it('prints the form of journey documents', async () => {
    const { exitCode, out } = await run(['schema', 'journey']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'Waystream journey', required: ['name', 'entry', 'nodes'] });
  });

  it('knows no other kind', async () => {
    expect(await run(['schema', 'event'])).toMatchObject({ exitCode: 2, err: expect.stringContaining('journey') });
  });
});
