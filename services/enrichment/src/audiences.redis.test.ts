import { isJsonObject, type JsonObject, parseJson } from '@waystream/core';
import { type AudienceInput, inboxMessage } from '@waystream/journey';
import { countMembers, evaluatedAudiences, saveConfig } from '@waystream/redis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { emailOf, enrichmentStage } from './enrichment-stage.test.js';

/** A running service with an uploaded and a streaming audience. */
async function audienceApi() {
  const stage = await enrichmentStage();
  const { store } = stage;
  const service = await stage.start();
  onTestFinished(async () => {
    await service.stop();
    await stage.close();
  });
  const define = (kind: string, name: string, document: JsonObject, expected: 'nothing' | 'anything' = 'nothing') =>
    saveConfig(store, { sandbox: 'prod', kind, name }, document, expected);
  await define('fieldGroup', 'ExperiencePlatform.Loyalty', {
    name: 'Loyalty',
    dataSource: 'ExperiencePlatform',
    source: 'profile',
    fields: ['points'],
  });
  await define('audience', 'Silver', { name: 'Silver', namespace: 'Email', evaluation: 'uploaded' });
  const expression = '#{ExperiencePlatform.Loyalty.points} >= 1000';
  await define('audience', 'Rich', { name: 'Rich', namespace: 'Email', evaluation: 'streaming', expression });

  const isEvaluated = async (audience: string) => (await evaluatedAudiences(store, 'prod')).has(audience);
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${service.url}${path}`, {
      method,
      headers: { 'x-api-key': 'dev', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const parsed = parseJson(await answer.text());
    return { status: answer.status, body: isJsonObject(parsed) ? parsed : {} };
  };
  return {
    define,
    remove: (kind: string, name: string) => saveConfig(store, { sandbox: 'prod', kind, name }, null, 'anything'),
    call,
    upload: (body: unknown, audience = 'Silver') => call('POST', `/audiences/${audience}/members`, body),
    membersOf: (audience: string) => countMembers(store, { sandbox: 'prod', audience }),
    /** Stores what no release up to this one has written. */
    async writeUnreadable(...keys: string[]) {
      // Or the first look at everybody would find them, too.
      await vi.waitUntil(() => isEvaluated('Rich'), { timeout: 10_000 });
      for (const person of keys.map(emailOf)) {
        const profiles = store.keyspace.profiles(store.keyspace.partitionOf(person));
        await store.connections.commands.hset(profiles, person, '{"of":"a later release"}');
      }
    },
    isEvaluated,
    passedOver: async () => (await service.metrics.profilesPassedOver.get()).values[0]?.value,
    /** What journeys were told, in order for each person. */
    async told(): Promise<AudienceInput[]> {
      const told: AudienceInput[] = [];
      for (let partition = 0; partition < 4; partition++) {
        const entries = await store.connections.commands.xrange(store.keyspace.inbox(partition), '-', '+');
        for (const [, fields] of entries) {
          const input = inboxMessage.parse(parseJson(fields[1] ?? ''));
          if (input.type === 'audience') told.push(input);
        }
      }
      return told;
    },
  };
}

const people = Array.from({ length: 50 }, (_, index) => `person${index}@example.com`);

describe('members of an uploaded audience', () => {
  it('are told to journeys once, however often and by however many they are uploaded', async () => {
    const { upload, told, membersOf } = await audienceApi();
    const answers = await Promise.all(Array.from({ length: 4 }, () => upload({ add: people })));
    const entered = answers.map(({ body }) => Number(body.entered));
    expect(entered.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(await upload({ add: people })).toEqual({ status: 200, body: { entered: 0, left: 0, unchanged: 50 } });
    expect(new Set((await told()).map(({ person }) => person)).size).toBe(50);
    expect(await told()).toHaveLength(50);
    expect(await membersOf('Silver')).toBe(50);
  });

  it('leave and enter again, each time as a change of its own', async () => {
    const { upload, told } = await audienceApi();
    await upload({ add: ['ada'] });
    expect((await upload({ remove: ['ada', 'bob'] })).body).toEqual({ entered: 0, left: 1, unchanged: 1 });
    await upload({ add: ['ada'] });
    const changes = await told();
    expect(changes.map(({ status }) => status)).toEqual(['realized', 'exited', 'realized']);
    expect(new Set(changes.map(({ id }) => id)).size).toBe(3);
  });

  it('keep what others write into their profiles meanwhile', async () => {
    const { call, upload } = await audienceApi();
    const names = Array.from({ length: 20 }, (_, index) => `field${index}`);
    await Promise.all([
      ...names.map((name) => call('PUT', '/profiles/Email/ada', { attributes: { [name]: name } })),
      upload({ add: ['ada'] }),
    ]);
    const { body } = await call('GET', '/profiles/Email/ada');
    expect(body.attributes).toEqual(Object.fromEntries(names.map((name) => [name, name])));
    expect(body.audiences).toEqual([{ name: 'Silver', status: 'realized' }]);
  });

  it('are members of nothing when their profile is erased', async () => {
    const { call, upload, membersOf } = await audienceApi();
    await upload({ add: ['ada', 'bob'] });
    await call('DELETE', '/profiles/Email/ada');
    expect(await membersOf('Silver')).toBe(1);
  });

  it('are refused where nobody uploads, in one list too many, or when there are too many', async () => {
    const { upload } = await audienceApi();
    expect(await upload({ add: ['ada'] }, 'Gold')).toMatchObject({ status: 404 });
    expect(await upload({ add: ['ada'] }, 'Rich')).toMatchObject({ status: 409, body: { code: 'wrongState' } });
    expect(await upload({ add: ['ada'], remove: ['ada'] })).toMatchObject({ status: 422 });
    const many = Array.from({ length: 10_001 }, (_, index) => `p${index}`);
    expect((await upload({ add: many })).status).toBeGreaterThanOrEqual(400);
  });
});

describe('an audience of the name of a deleted one', () => {
  it('begins empty', async () => {
    const { call, define, remove, upload, membersOf, told } = await audienceApi();
    await upload({ add: people });
    await remove('audience', 'Silver');
    await vi.waitUntil(async () => (await membersOf('Silver')) === 0, { timeout: 10_000 });
    expect((await call('GET', `/profiles/Email/${people[0]}`)).body.audiences).toEqual([]);
    await define('audience', 'Silver', { name: 'Silver', namespace: 'Email', evaluation: 'uploaded' });
    await upload({ add: people.slice(0, 1) });
    expect(await told()).toHaveLength(51);
  });
});

describe('a profile that cannot be read', () => {
  it('is left out and counted when an audience is evaluated, and keeps nobody else from it', async () => {
    const { call, define, membersOf, writeUnreadable, isEvaluated, passedOver } = await audienceApi();
    const rich = people.slice(0, 20);
    await Promise.all(rich.map((key) => call('PUT', `/profiles/Email/${key}`, { attributes: { points: 500 } })));
    await writeUnreadable('eve', 'fay');
    const expression = '#{ExperiencePlatform.Loyalty.points} > 100';
    await define('audience', 'Some', { name: 'Some', namespace: 'Email', evaluation: 'streaming', expression });
    await vi.waitUntil(() => isEvaluated('Some'), { timeout: 10_000 });
    expect(await membersOf('Some')).toBe(rich.length);
    expect(await passedOver()).toBe(2);
  });

  it('does not keep a deleted audience from losing all other members', async () => {
    const { upload, remove, membersOf, writeUnreadable, isEvaluated, passedOver } = await audienceApi();
    await upload({ add: people });
    await writeUnreadable(people[10] ?? '');
    await remove('audience', 'Silver');
    await vi.waitUntil(async () => !(await isEvaluated('Silver')), { timeout: 10_000 });
    expect(await membersOf('Silver')).toBe(1);
    expect(await passedOver()).toBe(1);
  });
});

describe('a streaming audience', () => {
  it('has those for whom its expression is true, from the moment their profile says so', async () => {
    const { call, told, membersOf } = await audienceApi();
    await call('PUT', '/profiles/Email/ada', { attributes: { points: 999 } });
    expect(await told()).toEqual([]);
    await call('PUT', '/profiles/Email/ada', { attributes: { points: 1_000 } });
    await call('PUT', '/profiles/Email/ada', { attributes: { points: 2_000 } });
    expect((await told()).map(({ audience, status }) => `${audience} ${status}`)).toEqual(['Rich realized']);
    expect(await membersOf('Rich')).toBe(1);
    const { body } = await call('GET', '/profiles/Email/ada');
    expect(body.audiences).toEqual([{ name: 'Rich', status: 'existing' }]);
    await call('PUT', '/profiles/Email/ada', { attributes: { points: 1 } });
    expect((await told()).map(({ status }) => status)).toEqual(['realized', 'exited']);
    expect(await membersOf('Rich')).toBe(0);
  });

  it('has those whose profile was known before it was, and follows a change of its expression', async () => {
    const { call, define, membersOf, told } = await audienceApi();
    await call('PUT', '/profiles/Email/ada', { attributes: { points: 150 } });
    await call('PUT', '/profiles/Email/bob', { attributes: { points: 50 } });
    await call('PUT', '/profiles/CRMID/1', { attributes: { points: 500 } });
    const base = { name: 'Some', namespace: 'Email', evaluation: 'streaming' };
    await define('audience', 'Some', { ...base, expression: '#{ExperiencePlatform.Loyalty.points} > 100' });
    await vi.waitUntil(async () => (await membersOf('Some')) === 1, { timeout: 10_000 });
    await define('audience', 'Some', { ...base, expression: '#{ExperiencePlatform.Loyalty.points} < 100' }, 'anything');
    await vi.waitUntil(async () => (await told()).length === 3, { timeout: 10_000 });
    const changes = (await told()).map(({ person, status }) => `${person.split(':')[2]} ${status}`);
    expect(changes.sort()).toEqual(['ada exited', 'ada realized', 'bob realized']);
  });

  it('has people of its own namespace only', async () => {
    const { call, told } = await audienceApi();
    await call('PUT', '/profiles/CRMID/1', { attributes: { points: 5_000 } });
    expect(await told()).toEqual([]);
  });
});
