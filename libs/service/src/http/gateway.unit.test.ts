import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startSample } from '../sample-service.test.js';
import type { Routes } from './gateway.js';
import { requirePermission } from './require-permission.js';

type Sample = Awaited<ReturnType<typeof startSample>>;
const started: Sample[] = [];

async function sample(...parameters: Parameters<typeof startSample>): Promise<Sample> {
  const service = await startSample(...parameters);
  started.push(service);
  return service;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map(({ stop }) => stop()));
});

function put(url: string, body: string, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'PUT', body, headers: { 'content-type': 'application/json', ...headers } });
}

describe('every answer', () => {
  it('carries the request id of the caller, or a new one', async () => {
    const { url } = await sample();
    const given = await fetch(`${url}/whoami`, { headers: { 'x-request-id': 'order-4711' } });
    expect(given.headers.get('x-request-id')).toBe('order-4711');
    const [first, second] = await Promise.all([fetch(`${url}/whoami`), fetch(`${url}/nothing`)]);
    expect(first.headers.get('x-request-id')).toMatch(/^\w+-\w+$/);
    expect(first.headers.get('x-request-id')).not.toBe(second.headers.get('x-request-id'));
  });

  it('never repeats a request id that could break a log line', async () => {
    const { url } = await sample();
    const answer = await fetch(`${url}/whoami`, { headers: { 'x-request-id': 'a"b' } });
    expect(answer.headers.get('x-request-id')).toMatch(/^\w+-\w+$/);
  });

  it('returns a valid trace context and drops an invalid one', async () => {
    const { url } = await sample();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const traced = await fetch(`${url}/whoami`, { headers: { traceparent } });
    expect(traced.headers.get('traceparent')).toBe(traceparent);
    const zeros = await fetch(`${url}/whoami`, { headers: { traceparent: traceparent.replace(/[1-9a-f]/g, '0') } });
    expect(zeros.headers.get('traceparent')).toBeNull();
  });
});

describe('a refusal', () => {
  it('is a problem document that points at each flaw of the body', async () => {
    const { url } = await sample();
    const answer = await put(`${url}/journeys/abc`, '{"name":1,"nodes":[{"id":"a"},{"id":2}]}', {
      'x-request-id': 'r1',
    });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toEqual({
      type: 'urn:waystream:problem:invalid',
      title: 'The content is not valid',
      status: 422,
      detail: '2 values are not as described.',
      code: 'invalid',
      requestId: 'r1',
      errors: [
        { path: '/name', code: 'invalid_type', message: expect.any(String) },
        { path: '/nodes/1/id', code: 'invalid_type', message: expect.any(String) },
      ],
    });
  });

  it.each([
    ['a query value', '/journeys/abc?limit=99', 'query/limit'],
    ['a path value', '/journeys/a', 'param/uid'],
  ])('names the place of %s', async (_, path, place) => {
    const { url } = await sample();
    const answer = await put(url + path, '{"name":"x"}');
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path: place }] });
  });

  it.each([
    ['malformed JSON', '{"name":', {}, 400, 'malformed'],
    ['a field name that reaches a prototype', '{"__proto__":{"name":"x"}}', {}, 400, 'malformed'],
    ['another content type', 'name=x', { 'content-type': 'text/csv' }, 415, 'unsupportedMediaType'],
    ['a body beyond the limit of the route', `{"name":"${'x'.repeat(300)}"}`, {}, 413, 'tooLarge'],
  ])('answers %s with the status and code for it', async (_, body, headers, status, code) => {
    const { url } = await sample();
    const answer = await put(`${url}/journeys/abc`, body, headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, code });
  });

  it('tells an unknown address from a wrong method', async () => {
    const { url } = await sample();
    const unknown = await fetch(`${url}/nowhere`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'notFound' });
    const wrongMethod = await fetch(`${url}/journeys/abc`, { method: 'DELETE' });
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toBe('PUT');
  });

  it('gives nothing away about a fault of our own, but the log has all of it', async () => {
    const { url, lines } = await sample({
      routes: [
        (app) => {
          app.get('/faulty', requirePermission('open'), () => {
            throw new Error('password=hunter2');
          });
        },
      ],
    });
    const answer = await fetch(`${url}/faulty`, { headers: { 'x-request-id': 'r9' } });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      type: 'urn:waystream:problem:internal',
      title: 'Something went wrong inside',
      status: 500,
      detail: 'The fault is recorded under this request id.',
      code: 'internal',
      requestId: 'r9',
    });
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        requestId: 'r9',
        route: '/faulty',
        err: expect.objectContaining({ stack: expect.stringContaining('hunter2') }),
      }),
    );
  });
});

describe('credentials', () => {
  const production = {
    WAYSTREAM_ENV: 'production',
    WAYSTREAM_HOST: '127.0.0.1',
    WAYSTREAM_API_KEYS: 'first-key-of-the-house,second-key-of-the-house',
  };
  const statusOf = async (service: Sample, headers: Record<string, string>) =>
    (await fetch(`${service.url}/whoami`, { headers })).status;

  it('are not needed on a developer machine, where the key dev has all rights', async () => {
    const service = await sample();
    expect(await (await fetch(`${service.url}/whoami`)).json()).toEqual({ name: 'dev', sandbox: 'prod' });
    expect(await statusOf(service, { authorization: 'Bearer dev' })).toBe(200);
    expect(await statusOf(service, { 'x-api-key': 'wrong' })).toBe(401);
  });

  it('are needed by a page from elsewhere even on a developer machine', async () => {
    const service = await sample();
    expect(await statusOf(service, { origin: 'https://evil.example' })).toBe(401);
    expect(await statusOf(service, { origin: 'http://localhost:3000' })).toBe(200);
  });

  it('are needed by a page that made its own name resolve to this machine', async () => {
    const { url } = await sample();
    const statusAs = (host: string, headers = {}) =>
      new Promise((resolve) => {
        request(`${url}/whoami`, { headers: { host, ...headers } }, (answer) =>
          resolve(answer.resume().statusCode),
        ).end();
      });
    expect(await statusAs('localhost:8080')).toBe(200);
    expect(await statusAs('rebound.example')).toBe(401);
    expect(await statusAs('rebound.example', { 'x-api-key': 'dev' })).toBe(401);
  });

  it('are needed everywhere else, as bearer token or x-api-key', async () => {
    const service = await sample({ environment: production });
    expect(await statusOf(service, {})).toBe(401);
    expect(await statusOf(service, { 'x-api-key': 'dev' })).toBe(401);
    expect(await statusOf(service, { 'x-api-key': 'second-key-of-the-house' })).toBe(200);
    expect(await statusOf(service, { authorization: 'bearer first-key-of-the-house' })).toBe(200);
  });

  it('never show in the name of the caller', async () => {
    const { url } = await sample({ environment: production });
    const answer = await fetch(`${url}/whoami`, { headers: { 'x-api-key': 'first-key-of-the-house' } });
    expect(await answer.json()).toEqual({ name: expect.stringMatching(/^key-[0-9a-f]{8}$/), sandbox: 'prod' });
  });

  it('need the permission of the route in the sandbox of the request', async () => {
    const reader = {
      name: 'reader',
      can: (permission: string, sandbox: string) => sandbox === 'dev' && permission === 'journeys.manage',
    };
    const { url } = await sample({ authenticate: () => reader });
    const refused = await put(`${url}/journeys/abc`, '{"name":"x"}');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'forbidden' });
    expect((await put(`${url}/journeys/abc`, '{"name":"x"}', { 'x-sandbox-name': 'dev' })).status).toBe(200);
  });

  it('are checked before the body is looked at', async () => {
    const { url } = await sample({ environment: production });
    expect((await put(`${url}/journeys/abc`, '{broken')).status).toBe(401);
  });
});

describe('the sandbox', () => {
  it('is prod unless the request names another that can exist', async () => {
    const { url } = await sample();
    const named = await fetch(`${url}/whoami`, { headers: { 'x-sandbox-name': 'stage-2' } });
    expect(await named.json()).toMatchObject({ sandbox: 'stage-2' });
    const impossible = await fetch(`${url}/whoami`, { headers: { 'x-sandbox-name': 'Stage 2' } });
    expect(impossible.status).toBe(400);
  });
});

describe('a service with a route that nobody guards', () => {
  it('does not start, and says which route it is', async () => {
    const unguarded: Routes = (app) => {
      app.get('/secret', (c) => c.text('open'));
    };
    await expect(startSample({ routes: [unguarded] })).rejects.toThrow('these routes have no guard: GET /secret');
  });
});

describe('the documentation', () => {
  it('describes each route with its access and its refusals in OpenAPI 3.1', async () => {
    const { url } = await sample();
    const document = await (await fetch(`${url}/openapi.json`)).json();
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Waystream evaluator' },
      paths: {
        '/journeys/{uid}': {
          put: {
            'x-waystream-access': 'journeys.manage',
            security: [{ bearer: [] }, { apiKey: [] }],
            responses: { '4XX': {} },
          },
        },
        '/echo': { post: { 'x-waystream-access': 'open', security: [] } },
      },
      components: { schemas: { Problem: { type: 'object' } }, securitySchemes: { bearer: {}, apiKey: {} } },
    });
  });

  it('is readable as a page that loads nothing from elsewhere', async () => {
    const { url } = await sample();
    const answer = await fetch(`${url}/docs`);
    const html = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
    expect(assets).toHaveLength(4);
    for (const path of assets) expect((await fetch(`${url}/${path}`)).status).toBe(200);
  });

  it('serves no other file', async () => {
    const { url } = await sample();
    for (const path of ['/docs/package.json', '/docs/..%2fpackage.json', '/docs/__proto__', '/docs/']) {
      expect((await fetch(url + path)).status).toBe(404);
    }
  });
});

describe('the metrics', () => {
  it('count requests by the pattern of their route, never by their address', async () => {
    const { url } = await sample();
    await put(`${url}/journeys/abc`, '{"name":"x"}');
    await fetch(`${url}/no/such/ada@example.com`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain(
      'waystream_http_request_duration_seconds_count{service="evaluator",method="PUT",route="/journeys/:uid",status="2xx"} 1',
    );
    expect(text).toContain('route="other",status="4xx"');
    expect(text).not.toContain('ada@example.com');
    expect(text).toMatch(/waystream_config_info\{hash="[0-9a-f]{12}",service="evaluator"\} 1/);
  });
});
