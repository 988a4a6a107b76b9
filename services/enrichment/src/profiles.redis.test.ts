import { parseJson } from '@waystream/core';
import { encodePerson, NOBODY_KNOWN } from '@waystream/journey';
import { startRedis } from '@waystream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ADA, enrichmentStage } from './enrichment-stage.test.js';

/** The profile API of a running service. */
async function profileApi(redisUrl?: string) {
  const stage = await enrichmentStage(redisUrl);
  const service = await stage.start();
  onTestFinished(async () => {
    await service.stop();
    await stage.close();
  });
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${service.url}/profiles/${path}`, {
      method,
      headers: { 'x-api-key': 'dev', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: parseJson(await answer.text()) };
  };
}

describe('a profile', () => {
  it('grows by what is merged into it and reads back whole', async () => {
    const call = await profileApi();
    await call('PUT', 'Email/ada@example.com', { attributes: { person: { name: { firstName: 'Ada' } }, points: 1 } });
    const change = { person: { name: { lastName: 'Lovelace' } }, points: null };
    const merged = await call('PUT', 'Email/ada@example.com', { attributes: change });
    const profile = {
      ...{ namespace: 'Email', id: 'ada@example.com', audiences: [] },
      attributes: { person: { name: { firstName: 'Ada', lastName: 'Lovelace' } } },
      identities: [{ namespace: 'Email', id: 'ada@example.com' }],
    };
    expect(merged).toMatchObject({ status: 200, body: profile });
    expect(await call('GET', 'Email/ada@example.com')).toMatchObject({ status: 200, body: profile });
  });

  it('loses nothing when many write at once', async () => {
    const call = await profileApi();
    const names = Array.from({ length: 60 }, (_, index) => `field${index}`);
    await Promise.all(names.map((name) => call('PUT', 'Email/ada', { attributes: { nested: { [name]: name } } })));
    const { body } = await call('GET', 'Email/ada');
    const nested = Object.fromEntries(names.map((name) => [name, name]));
    expect(body).toMatchObject({ attributes: { nested } });
  });

  it('belongs to one namespace of one sandbox', async () => {
    const call = await profileApi();
    await call('PUT', 'Email/1', { attributes: { a: 1 } });
    expect((await call('GET', 'CRMID/1')).status).toBe(404);
    expect((await call('GET', 'Email/1', undefined, { 'x-sandbox-name': 'stage' })).status).toBe(404);
  });

  it('is named by a key that may hold any characters', async () => {
    const call = await profileApi();
    const id = 'a/b c:d%41?ü';
    await call('PUT', `CRMID/${encodeURIComponent(id)}`, { attributes: { a: 1 } });
    const { status, body } = await call('GET', `CRMID/${encodeURIComponent(id)}`);
    expect([status, body]).toEqual([200, expect.objectContaining({ id, attributes: { a: 1 } })]);
  });

  it('takes fields in the published spelling as the travelling ones', async () => {
    const call = await profileApi();
    await call('PUT', 'Email/ada', { attributes: { 'xdm:person': { 'xdm:name': { 'xdm:firstName': 'Ada' } } } });
    const { body } = await call('GET', 'Email/ada');
    expect(body).toMatchObject({ attributes: { person: { name: { firstName: 'Ada' } } } });
  });

  it('is gone once it is erased, and the caller has a receipt', async () => {
    const call = await profileApi();
    await call('PUT', 'Email/ada', { attributes: { a: 1 } });
    const erased = await call('DELETE', 'Email/ada');
    expect(erased).toMatchObject({ status: 200, body: { erased: true, at: expect.stringMatching(/^20.*Z$/) } });
    expect(await call('GET', 'Email/ada')).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect((await call('DELETE', 'Email/ada')).status).toBe(200);
  });
});

describe('a refusal', () => {
  it.each([
    ['attributes that are no object', 'Email/ada', { attributes: [1] }, '/attributes'],
    ['no attributes', 'Email/ada', {}, '/attributes'],
    ['a field beside them', 'Email/ada', { attributes: {}, audiences: [] }, ''],
    ['a namespace that cannot exist', 'E%20mail/ada', { attributes: {} }, 'param/namespace'],
  ])('says what is wrong with %s', async (_, path, body, place) => {
    const call = await profileApi();
    const answer = await call('PUT', path, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ path: place }] } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('meets callers without credentials', async () => {
    const call = await profileApi();
    expect((await call('GET', 'Email/ada', undefined, { 'x-api-key': '' })).status).toBe(401);
  });

  it('tells the caller to come again when nobody takes the person out of journeys', async () => {
    const stage = await enrichmentStage();
    const service = await stage.start();
    onTestFinished(async () => {
      await service.stop();
      await stage.close();
    });
    const { connections, keyspace } = stage.store;
    const state = encodePerson({ ...NOBODY_KNOWN, entrances: { journey: { at: 1, until: null } } });
    await connections.commands.hset(keyspace.people(keyspace.partitionOf(ADA)), ADA, state);
    const erased = await fetch(`${service.url}/profiles/Email/ada@example.com`, {
      method: 'DELETE',
      headers: { 'x-api-key': 'dev' },
    });
    expect([erased.status, erased.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await erased.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('erase them') });
  });

  it('tells the caller to come again while Redis is away', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const call = await profileApi(redis.url);
    await redis.kill();
    for (const [method, body] of [['GET'], ['PUT', { attributes: {} }], ['DELETE']] as const) {
      const answer = await call(method, 'Email/ada', body);
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
  });
});
