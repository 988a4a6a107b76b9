import { request } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSample } from '../sample-service.test.js';

let service: Awaited<ReturnType<typeof startSample>>;
beforeAll(async () => {
  service = await startSample();
});
afterAll(() => service.stop());

function post(body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) {
  return fetch(`${service.url}/echo`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

describe('a body', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('may be compressed with %s', async (encoding, compress) => {
    const answer = await post(Buffer.from(compress('{"name":"Ada"}')), { 'content-encoding': encoding });
    expect(await answer.json()).toEqual({ name: 'Ada' });
  });

  it('that is small when compressed is held to the limit when it is not', async () => {
    const bomb = gzipSync(JSON.stringify({ text: '0'.repeat(50_000) }));
    expect(bomb.length).toBeLessThan(100);
    expect((await post(Buffer.from(bomb), { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it('that claims a compression it does not have is malformed', async () => {
    expect((await post('{"name":"Ada"}', { 'content-encoding': 'br' })).status).toBe(400);
    expect((await post('{"name":"Ada"}', { 'content-encoding': 'zip' })).status).toBe(415);
  });

  it('without an announced length is cut off as soon as it passes the limit', async () => {
    const status = await new Promise((resolve, reject) => {
      const sending = request(`${service.url}/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      sending.on('response', (answer) => {
        resolve(answer.statusCode);
        sending.destroy();
      });
      sending.on('error', reject);
      sending.write(`"${'x'.repeat(200)}`);
    });
    expect(status).toBe(413);
  });

  it('that is not JSON says where it fails', async () => {
    const answer = await post('{"name" "Ada"}');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('position 8') });
  });
});
