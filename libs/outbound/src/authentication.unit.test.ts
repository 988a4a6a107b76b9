import { describe, expect, it } from 'vitest';
import type { CustomAuthentication } from './authentication.js';
import { type Answer, endpoint, hangUp, json, outbound, shiftedClock } from './endpoint.test.js';
import { readToken } from './token-source.js';

const post = { method: 'POST', timeoutMs: 2_000 } as const;

function customFor(endpointUrl: string, more: Partial<CustomAuthentication> = {}): CustomAuthentication {
  return {
    type: 'custom',
    endpoint: `${endpointUrl}/token`,
    method: 'POST',
    body: { bodyType: 'form', bodyParams: { grant_type: 'client_credentials', scope: 'a b' } },
    headers: {},
    tokenInResponse: 'json://access_token',
    authorizationType: 'bearer',
    tokenTarget: null,
    cacheDuration: { duration: 1, timeUnit: 'hours' },
    ...more,
  };
}

/** Gives out tokens t1, t2, … */
function tokens(): Answer {
  let count = 0;
  return (response) =>
    json(200, { access_token: `t${++count}` })(response, { method: '', url: '', headers: {}, body: '' });
}

describe('fixed credentials', () => {
  it('go into the header or the query as configured', async () => {
    const party = await endpoint(json(200, {}));
    const { call } = outbound();
    await call({ ...post, url: party.url, authentication: { type: 'basic', username: 'ada', password: 'pä:ss' } });
    await call({
      ...post,
      url: party.url,
      authentication: { type: 'apiKey', name: 'X-Api-Key', value: 'k', location: 'header' },
    });
    await call({
      ...post,
      url: `${party.url}/a?b=1`,
      authentication: { type: 'apiKey', name: 'key', value: 'k&l', location: 'query' },
    });
    await call({ ...post, url: party.url, authentication: { type: 'none' } });
    expect(party.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ada:pä:ss').toString('base64')}`);
    expect(party.received[1]?.headers['x-api-key']).toBe('k');
    expect(party.received[2]?.url).toBe('/a?b=1&key=k%26l');
    expect(party.received[3]?.headers.authorization).toBeUndefined();
  });
});

describe('a token', () => {
  it('is fetched once for all calls that need it at the same time, and kept', async () => {
    const issuer = await endpoint(tokens());
    const party = await endpoint(json(200, {}));
    const { call } = outbound();
    const request = { ...post, url: party.url, authentication: customFor(issuer.url) };
    await Promise.all([call(request), call(request), call(request)]);
    await call(request);
    expect(issuer.received).toHaveLength(1);
    expect(issuer.received[0]).toMatchObject({
      method: 'POST',
      body: 'grant_type=client_credentials&scope=a+b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(party.received.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill('Bearer t1'));
  });

  it('is fetched again after its life', async () => {
    const issuer = await endpoint(tokens());
    const party = await endpoint(json(200, {}));
    const clock = shiftedClock();
    const { call } = outbound({ clock });
    const authentication = customFor(issuer.url, { cacheDuration: { duration: 5, timeUnit: 'minutes' } });
    await call({ ...post, url: party.url, authentication });
    clock.advance(299_000);
    await call({ ...post, url: party.url, authentication });
    clock.advance(2_000);
    await call({ ...post, url: party.url, authentication });
    expect(party.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('that is kept and no longer accepted is replaced once within the same call', async () => {
    const issuer = await endpoint(tokens());
    const party = await endpoint(json(200, {}), json(401, {}), json(200, { ok: true }), json(401, {}));
    const { call } = outbound();
    const request = { ...post, url: party.url, authentication: customFor(issuer.url) };
    await call(request);
    expect(await call(request)).toMatchObject({ status: 'ok', attempts: 1 });
    expect(party.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
    expect(await call(request)).toMatchObject({ status: 'http', httpStatus: 401 });
    expect(party.received).toHaveLength(5);
  });

  it('that is fresh and not accepted is not fetched again', async () => {
    const issuer = await endpoint(tokens());
    const party = await endpoint(json(401, {}));
    const outcome = await outbound().call({ ...post, url: party.url, authentication: customFor(issuer.url) });
    expect(outcome).toMatchObject({ status: 'http', httpStatus: 401 });
    expect(issuer.received).toHaveLength(1);
  });

  it.each([
    ['a header', { authorizationType: 'header', tokenTarget: 'X-Token' }, { headers: { 'x-token': 't1' } }],
    ['the query', { authorizationType: 'queryParam', tokenTarget: 'token' }, { url: '/?token=t1' }],
  ] as const)('goes into %s when configured so', async (_, more, expected) => {
    const issuer = await endpoint(tokens());
    const party = await endpoint(json(200, {}));
    await outbound().call({ ...post, url: party.url, authentication: customFor(issuer.url, more) });
    expect(party.received[0]).toMatchObject(expected);
  });

  it('request may be JSON, or have no body at all', async () => {
    const issuer = await endpoint(tokens());
    const party = await endpoint(json(200, {}));
    const { call } = outbound();
    const asJson = customFor(issuer.url, {
      body: { bodyType: 'json', bodyParams: { id: '7' } },
      headers: { 'X-Tenant': 'a' },
    });
    await call({ ...post, url: party.url, authentication: asJson });
    await call({ ...post, url: party.url, authentication: customFor(issuer.url, { method: 'GET' }) });
    expect(issuer.received).toMatchObject([
      { method: 'POST', body: '{"id":"7"}', headers: { 'content-type': 'application/json', 'x-tenant': 'a' } },
      { method: 'GET', body: '' },
    ]);
  });

  it('that is refused ends the call, and nothing is sent', async () => {
    const issuer = await endpoint(json(403, { error: 'bad client' }));
    const party = await endpoint(json(200, {}));
    const outcome = await outbound().call({ ...post, url: party.url, authentication: customFor(issuer.url) });
    expect(outcome).toMatchObject({ status: 'error', code: 'tokenRefused', attempts: 1 });
    expect(party.received).toHaveLength(0);
  });

  it('is asked for again after a fault that may pass', async () => {
    const issuer = await endpoint(hangUp, json(503, {}), tokens());
    const party = await endpoint(json(200, {}));
    const outcome = await outbound().call({ ...post, url: party.url, authentication: customFor(issuer.url) });
    expect(outcome).toMatchObject({ status: 'ok', attempts: 3 });
  });

  it.each([
    ['response', ' plain-token\n', 'plain-token'],
    ['json://access_token', '{"access_token":"t"}', 't'],
    ['json://data.token', '{"data":{"token":"t"}}', 't'],
    ['json://data/token', '{"data":{"token":7}}', '7'],
    ['json://missing', '{"access_token":"t"}', undefined],
    ['json://access_token', 'no json', undefined],
    ['response', '', undefined],
    ['access_token', '{"access_token":"t"}', undefined],
  ])('is found by %s in %j', (tokenInResponse, text, token) => {
    expect(readToken(tokenInResponse, text)).toBe(token);
  });
});
