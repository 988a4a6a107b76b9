import type { LookupAddress } from 'node:dns';
import { createServer as createTlsServer } from 'node:https';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endpoint, hangUp, json, outbound, silence } from './endpoint.test.js';
import { createEgressPolicy, type Resolve } from './index.js';

const post = { method: 'POST', timeoutMs: 2_000 } as const;

describe('a call', () => {
  it('sends JSON with its headers, query, trace and idempotency key, and returns the JSON of the answer', async () => {
    const party = await endpoint(json(200, { messageId: 'm1' }));
    const outcome = await outbound().call({
      ...post,
      url: `${party.url}/send?tenant=a`,
      query: { dry: 'no & never' },
      headers: { 'X-App': 'marlton', Host: 'elsewhere', 'Content-Length': '1' },
      body: { to: 'ada@example.com' },
      idempotencyKey: 'i1.v2.a3',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    });
    expect(outcome).toEqual({
      status: 'ok',
      httpStatus: 200,
      body: { messageId: 'm1' },
      attempts: 1,
      elapsedMs: expect.any(Number),
    });
    expect(party.received).toMatchObject([
      {
        method: 'POST',
        url: '/send?tenant=a&dry=no+%26+never',
        body: '{"to":"ada@example.com"}',
        headers: {
          host: `127.0.0.1:${party.port}`,
          'content-type': 'application/json',
          'x-app': 'marlton',
          'idempotency-key': 'i1.v2.a3',
          traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        },
      },
    ]);
  });

  it('reports a refusal with the body that explains it', async () => {
    const party = await endpoint(json(404, { reason: 'unknown template' }));
    const outcome = await outbound().call({ ...post, url: party.url });
    expect(outcome).toMatchObject({
      status: 'http',
      httpStatus: 404,
      body: { reason: 'unknown template' },
      attempts: 1,
    });
  });

  it('does not follow a redirect', async () => {
    const party = await endpoint(json(302, {}, { location: 'http://169.254.169.254/' }));
    expect(await outbound().call({ ...post, url: party.url })).toMatchObject({ status: 'http', httpStatus: 302 });
    expect(party.received).toHaveLength(1);
  });

  it.each([
    ['is empty', '', {}],
    ['is no JSON', '<html>', { code: 'notJson' }],
    ['reaches for a prototype', '{"__proto__":{}}', { code: 'notJson' }],
    ['is larger than allowed', `"${'x'.repeat(100)}"`, { code: 'responseTooLarge' }],
  ])('leaves out a body that %s and says so', async (_, text, flagged) => {
    const party = await endpoint((response) => response.end(text));
    const { elapsedMs, ...outcome } = {
      elapsedMs: 0,
      ...(await outbound().call({ ...post, url: party.url, maxResponseBytes: 50 })),
    };
    expect(outcome).toEqual({ status: 'ok', httpStatus: 200, attempts: 1, ...flagged });
  });

  it('reads every answer to its end, so that connections serve many calls', async () => {
    const party = await endpoint(json(404, {}), (response) => response.end('no json'), json(200, { ok: true }));
    const { call } = outbound();
    for (let count = 0; count < 10; count++) await call({ ...post, url: party.url });
    expect(party.connections()).toBeLessThanOrEqual(2);
  });

  it.each(['not a url', 'http://user:secret@127.0.0.1/'])('to %s is an invalid request', async (url) => {
    expect(await outbound().call({ ...post, url })).toMatchObject({ status: 'error', code: 'invalidRequest' });
  });

  it('with a header that HTTP does not allow is an invalid request', async () => {
    const party = await endpoint(json(200, {}));
    const outcome = await outbound().call({ ...post, url: party.url, headers: { 'x-name': 'a\r\nx-evil: 1' } });
    expect(outcome).toMatchObject({ status: 'error', code: 'invalidRequest', attempts: 1 });
    expect(party.received).toHaveLength(0);
  });
});

describe('a failed try', () => {
  it.each([
    ['a lost connection', hangUp],
    ['an overloaded party', json(429, {})],
    ['a broken party', json(503, {})],
  ])('after %s is repeated with the same idempotency key', async (_, failing) => {
    const party = await endpoint(failing, failing, json(200, { done: true }));
    const outcome = await outbound().call({ ...post, url: party.url, idempotencyKey: 'k1' });
    expect(outcome).toMatchObject({ status: 'ok', attempts: 3, body: { done: true } });
    expect(party.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['k1', 'k1', 'k1']);
  });

  it('is not repeated more often than allowed, and the last answer counts', async () => {
    const party = await endpoint(json(500, { nth: 1 }), json(502, { nth: 2 }), json(503, { nth: 3 }));
    const outcome = await outbound().call({ ...post, url: party.url, retries: 1 });
    expect(outcome).toMatchObject({ status: 'http', httpStatus: 502, body: { nth: 2 }, attempts: 2 });
  });

  it('is not repeated when the party refuses what it was asked', async () => {
    const party = await endpoint(json(400, {}));
    expect(await outbound().call({ ...post, url: party.url })).toMatchObject({ status: 'http', attempts: 1 });
  });

  it('is not repeated when the party asks for more time than there is', async () => {
    const party = await endpoint(json(429, {}, { 'retry-after': '60' }));
    expect(await outbound().call({ ...post, url: party.url })).toMatchObject({
      status: 'http',
      httpStatus: 429,
      attempts: 1,
    });
  });

  it('is handed back when the wait is long, and goes on where it was', async () => {
    const party = await endpoint(json(429, {}, { 'retry-after': '2' }), json(200, { done: true }));
    const request = { ...post, url: party.url, timeoutMs: 30_000, mayPark: true };
    const { call } = outbound();
    const later = await call(request);
    if (later.status !== 'later') throw new Error(`expected a parked call, not ${later.status}`);
    expect(later.attempt).toBe(2);
    expect(later.retryAtMs).toBeGreaterThanOrEqual(later.startedMs + 2_000);
    const { attempt, startedMs } = later;
    expect(await call({ ...request, continued: { attempt, startedMs } })).toMatchObject({ status: 'ok', attempts: 2 });
  });

  it('names what was wrong on the way', async () => {
    const { call } = outbound();
    const once = { ...post, retries: 0 };
    const noHttp = await endpoint((response) => response.socket?.end('SSH-2.0\r\n\r\n'));
    expect(await call({ ...once, url: 'http://127.0.0.1:1/' })).toMatchObject({ status: 'error', code: 'unreachable' });
    expect(await call({ ...once, url: 'http://no-such-host.invalid/' })).toMatchObject({
      status: 'error',
      code: 'unknownHost',
    });
    expect(await call({ ...once, url: noHttp.url })).toMatchObject({ status: 'error', code: 'notHttp' });
  });
});

describe('the timeout', () => {
  it('cancels a try that outlasts it, without another one', async () => {
    const party = await endpoint(silence);
    const outcome = await outbound().call({ ...post, url: party.url, timeoutMs: 40 });
    expect(outcome).toMatchObject({ status: 'timeout', attempts: 1 });
  });

  it('also ends an answer that never ends', async () => {
    const party = await endpoint((response) => response.write('{'));
    expect(await outbound().call({ ...post, url: party.url, timeoutMs: 40 })).toMatchObject({ status: 'timeout' });
  });

  it('keeps a call that was still waiting for a connection from being sent at all', async () => {
    const party = await endpoint((response, { url }) => (url === '/third' ? response.end('{}') : undefined));
    const { call } = outbound({ limits: { connectionsPerOrigin: 1 } });
    const [first, second] = await Promise.all([
      call({ ...post, url: `${party.url}/first`, timeoutMs: 60 }),
      call({ ...post, url: `${party.url}/second`, timeoutMs: 30 }),
    ]);
    expect([first.status, second.status]).toEqual(['timeout', 'timeout']);
    expect(await call({ ...post, url: `${party.url}/third` })).toMatchObject({ status: 'ok' });
    expect(party.received.map(({ url }) => url)).not.toContain('/second');
  });

  it('counts from the first try of a call that was handed back', async () => {
    const party = await endpoint(json(200, {}));
    const continued = { attempt: 2, startedMs: Date.now() - 5_000 };
    expect(await outbound().call({ ...post, url: party.url, continued })).toMatchObject({ status: 'timeout' });
    expect(party.received).toHaveLength(0);
  });
});

describe('an origin', () => {
  it('that hangs leaves the others alone', async () => {
    const hanging = await endpoint(silence);
    const healthy = await endpoint(json(200, {}));
    const { call } = outbound({ limits: { connectionsPerOrigin: 2 } });
    const stuck = Array.from({ length: 6 }, () => call({ ...post, url: hanging.url, timeoutMs: 80 }));
    expect(await call({ ...post, url: healthy.url })).toMatchObject({ status: 'ok' });
    expect(hanging.connections()).toBeLessThanOrEqual(2);
    await Promise.all(stuck);
  });

  it('takes no more waiting calls than allowed', async () => {
    const hanging = await endpoint(silence);
    const { call } = outbound({ limits: { connectionsPerOrigin: 1, waitingPerOrigin: 1 } });
    const request = { ...post, url: hanging.url, timeoutMs: 60, retries: 0 };
    const outcomes = await Promise.all([call(request), call(request), call(request)]);
    expect(outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.status))).toEqual([
      'timeout',
      'timeout',
      'overloaded',
    ]);
  });

  it('gives way to another when there are too many, unless it is in use', async () => {
    const [a, b, busy] = [await endpoint(json(200, {})), await endpoint(json(200, {})), await endpoint(silence)];
    const { call } = outbound({ limits: { origins: 1 } });
    expect(await call({ ...post, url: a.url })).toMatchObject({ status: 'ok' });
    expect(await call({ ...post, url: b.url })).toMatchObject({ status: 'ok' });
    const stuck = call({ ...post, url: busy.url, timeoutMs: 50 });
    expect(await call({ ...post, url: a.url, retries: 0 })).toMatchObject({ status: 'error', code: 'overloaded' });
    await stuck;
  });
});

describe('a slot', () => {
  it('is taken for each try and given back after it', async () => {
    const party = await endpoint(json(500, {}), json(200, {}));
    const log: string[] = [];
    const takeSlot = ({ url, method, service }: { url: string; method: string; service: string }) => {
      log.push(`take ${method} ${url.slice(party.url.length)} ${service}`);
      return { release: () => void log.push('release') };
    };
    await outbound({ takeSlot }).call({ ...post, url: `${party.url}/send`, service: 'dataSource' });
    expect(log).toEqual(['take POST /send dataSource', 'release', 'take POST /send dataSource', 'release']);
  });

  it('that is refused means capping, and nothing is sent', async () => {
    const party = await endpoint(json(200, {}));
    const outcome = await outbound({ takeSlot: async () => undefined }).call({ ...post, url: party.url });
    expect(outcome).toMatchObject({ status: 'capping', attempts: 0 });
    expect(party.received).toHaveLength(0);
  });

  it('that comes too late is given back', async () => {
    let give = () => {};
    let released = () => {};
    const returned = new Promise<void>((resolve) => {
      released = resolve;
    });
    const late = new Promise<{ release(): void }>((resolve) => {
      give = () => resolve({ release: () => released() });
    });
    const outcome = await outbound({ takeSlot: () => late }).call({
      ...post,
      url: 'http://127.0.0.1:1/',
      timeoutMs: 20,
    });
    expect(outcome).toMatchObject({ status: 'timeout' });
    give();
    await returned;
  });
});

/** Signed by itself, for localhost. The key is published here and protects nothing. */
const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiG7EaITzkR0aJvDc
hN9sT6tKzuuxPMWDne2SXKCAEhehRANCAAS0eIhsoFAhsK3VnYhq7YZZPCTXoN2E
/w6T80chs5UwkWyLGyBUx/eIrrXuBZFnwdorIlDA+NNK/H4j5MGZ+R9B
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUaeJsRPKr6SRj6NJRTCXCdrGD87MwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTIwMDYzMFoYDzIxMjYxMDI4
MjAwNjMwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS0eIhsoFAhsK3VnYhq7YZZPCTXoN2E/w6T80chs5UwkWyLGyBUx/eI
rrXuBZFnwdorIlDA+NNK/H4j5MGZ+R9Bo28wbTAdBgNVHQ4EFgQUkb+d8KvdiPu/
Mc+pCPYiq9230QcwHwYDVR0jBBgwFoAUkb+d8KvdiPu/Mc+pCPYiq9230QcwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhANRziSY0wpUmCNR2dngop9zeYUOuNPTkmZilMc7RBwQ9AiAX
ZDwvumsO58B3LYAjh+mBQg/ixu55kYNm/6MdCHXYXw==
-----END CERTIFICATE-----`,
};

describe('a secure connection', () => {
  it('is refused when nobody trusted vouches for the other side', async () => {
    const server = createTlsServer(SELF_SIGNED, (_, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const outcome = await outbound().call({ ...post, url: `https://localhost:${port}/` });
    expect(outcome).toMatchObject({ status: 'error', code: 'certificate', attempts: 1 });
  });
});

describe('the guard of a production house', () => {
  const resolveTo = (...addresses: string[]): Resolve => {
    const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return (_host, _options, done) => done(null, found);
  };
  const policy = createEgressPolicy({ environment: 'production', allow: [] });

  it.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://localhost/',
    'https://hooks.example:8443/',
    'http://api.svc/',
  ])('denies %s by its text', async (url) => {
    const resolve: Resolve = () => {
      throw new Error('must not be resolved');
    };
    const outcome = await outbound({ policy, resolve }).call({ ...post, url });
    expect(outcome).toMatchObject({ status: 'error', code: 'egressDenied', attempts: 1 });
  });

  it('denies a public name that resolves to this machine', async () => {
    const outcome = await outbound({ policy, resolve: resolveTo('127.0.0.1', '::1') }).call({
      ...post,
      url: 'http://rebound.example/',
    });
    expect(outcome).toMatchObject({ status: 'error', code: 'egressDenied', attempts: 1 });
  });

  it('connects only to those addresses of a name that are allowed', async () => {
    const party = await endpoint(json(200, { reached: true }));
    const guarded = createEgressPolicy({ environment: 'production', allow: ['127.0.0.1/32'] });
    const { call } = outbound({ policy: guarded, resolve: resolveTo('169.254.169.254', '127.0.0.1') });
    const outcome = await call({ ...post, url: `http://hooks.example:${party.port}/` });
    expect(outcome).toMatchObject({ status: 'ok', body: { reached: true } });
    expect(party.received[0]?.headers.host).toBe(`hooks.example:${party.port}`);
  });
});
