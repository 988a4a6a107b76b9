import { systemClock } from '@waystream/core';
import { personId } from '@waystream/journey';
import { measureMemory } from '@waystream/redis';
import { createLog } from '@waystream/service';
import { startRedis } from '@waystream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anOrder, aRecord } from './lobby.test.js';
import { fullestRatio } from './pipeline/shortage.js';
import { startGateway, type TestGateway } from './start-gateway.test.js';

const PATIENT = { timeout: 10_000, interval: 50 };

async function gatewayOn(options: Parameters<typeof startGateway>[0]) {
  const gateway = await startGateway(options);
  onTestFinished(() => gateway.stop());
  let sent = 0;
  return { ...gateway, send: () => gateway.post('/events/Ordered', anOrder({ _id: `o-${++sent}` })) };
}

/** Where the orders of the lobby are decided. */
const partitionOf = ({ store: { keyspace } }: TestGateway) =>
  keyspace.partitionOf(personId({ sandbox: 'prod', namespace: 'Email', key: 'ada@example.com' }));

function logInto(lines: { level: string; msg: string }[]) {
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  return createLog({ service: 'ingestion', level: 'info', clock: systemClock, destination });
}

describe('A gateway whose Redis has little memory left', () => {
  async function onSmallRedis() {
    const redis = await startRedis({ args: ['--maxmemory', '20mb', '--maxmemory-policy', 'noeviction'] });
    onTestFinished(() => redis.stop());
    const lines: { level: string; msg: string }[] = [];
    const gateway = await gatewayOn({ url: redis.url, log: logInto(lines) });
    const { commands } = gateway.store.connections;
    const fillers: string[] = [];
    return {
      ...gateway,
      lines,
      commands,
      async fill() {
        for (let ratio = 0; ratio < 0.9; ratio = fullestRatio(await measureMemory(gateway.store))) {
          const filler = `filler-${fillers.length}`;
          await commands.set(filler, 'x'.repeat(100_000));
          fillers.push(filler);
        }
      },
      empty: () => commands.del(...fillers),
    };
  }

  it('refuses events before it is full, so that what was accepted can be written on, and takes them again later', async () => {
    const { send, fill, empty, commands, inputs, lines } = await onSmallRedis();
    expect(await send()).toMatchObject({ status: 202 });
    await fill();
    await expect.poll(send, PATIENT).toMatchObject({ status: 429, body: { code: 'overloaded' } });
    const before = await inputs();
    const refused = await send();
    expect(refused.body.detail).toBe('The memory of the store is nearly full; send it again later.');
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await inputs()).toEqual(before);
    expect(await commands.set('decided', 'x')).toBe('OK');
    await empty();
    await expect.poll(send, PATIENT).toMatchObject({ status: 202 });
    const told = lines.map(({ msg }) => msg).filter((text) => text.includes('memory'));
    expect(told).toEqual([expect.stringContaining('nearly full'), 'Redis has memory again; events are accepted']);
  });

  it('refuses records of profiles and batches as a whole, and still says what is wrong with a message', async () => {
    const { send, fill, post, service } = await onSmallRedis();
    await fill();
    await expect.poll(send, PATIENT).toMatchObject({ status: 429 });
    const profile = aRecord({ email: 'ada@example.com', points: 1 }, 'loyalty');
    expect(await post('/collection/inlet-1', profile)).toMatchObject({ status: 429 });
    const messages = [aRecord(anOrder({ _id: 'b-1' })), aRecord(anOrder({ total: 'much' }))];
    expect(await post('/collection/batch/inlet-1', { messages })).toMatchObject({ status: 429 });
    expect(await post('/events/Ordered', anOrder({ total: 'much' }))).toMatchObject({ status: 422 });
    const text = await service.metrics.registry.metrics();
    expect(text).toMatch(/waystream_ingestion_backpressure_refusals_total\{cause="memory".*\} [3-9]/);
    expect(text).toMatch(/waystream_ingestion_redis_memory_ratio\{.*\} 0\.[89]/);
  });
});

it('A gateway says once at its start that its Redis has no memory limit, and what to set', async () => {
  const lines: { level: string; msg: string }[] = [];
  const gateway = await gatewayOn({ log: logInto(lines) });
  await gateway.send();
  const told = lines.filter(({ msg }) => msg.includes('maxmemory'));
  expect(told).toMatchObject([{ level: 'warn', msg: expect.stringContaining('set maxmemory to') }]);
});

it('The doors for events document how they refuse what there is no room for', async () => {
  const { get } = await gatewayOn({});
  const { body } = await get('/openapi.json');
  for (const path of ['/events/{eventName}', '/collection/{inletId}', '/collection/batch/{inletId}']) {
    const busy = { headers: { 'Retry-After': {} }, content: { 'application/problem+json': {} } };
    expect(body).toMatchObject({ paths: { [path]: { post: { responses: { 429: busy, 503: busy } } } } });
  }
  expect(body).toMatchObject({ components: { schemas: { Problem: { type: 'object' } } } });
});

describe('A gateway behind which others lag', () => {
  it('refuses events of a partition whose calls nobody answers until they are answered, and no others', async () => {
    const gateway = await gatewayOn({ environment: { WAYSTREAM_INGESTION_MAX_CALLS: '2' } });
    const { store, send, post } = gateway;
    const { commands } = store.connections;
    const calls = [store.keyspace.actions(partitionOf(gateway)), store.keyspace.fetches(partitionOf(gateway))];
    for (const stream of calls) await commands.xadd(stream, '*', 'm', 'a call');
    await expect.poll(send, PATIENT).toMatchObject({ status: 429, body: { detail: expect.stringContaining('calls') } });
    const others = ['bob', 'cyd', 'dan', 'eve', 'fay', 'gus'].map((key) => ({
      key,
      at: store.keyspace.partitionOf(`prod:Email:${key}`),
    }));
    const elsewhere = others.find(({ at }) => at !== partitionOf(gateway))?.key ?? '';
    expect(await post('/events/Ordered', anOrder({ person: elsewhere }))).toMatchObject({ status: 202 });
    await commands.del(...calls);
    await expect.poll(send, PATIENT).toMatchObject({ status: 202 });
  });

  it('refuses events while too many steps are not counted; counted ones that the log keeps do not matter', async () => {
    const gateway = await gatewayOn({ environment: { WAYSTREAM_INGESTION_MAX_UNCOUNTED_STEPS: '2' } });
    const { store, send } = gateway;
    const { commands } = store.connections;
    const steps = store.keyspace.steps(partitionOf(gateway));
    for (let step = 0; step < 3; step++) await commands.xadd(steps, '*', 'm', 'a step');
    const isRefused = { status: 429, body: { detail: expect.stringContaining('reporting') } };
    await expect.poll(send, PATIENT).toMatchObject(isRefused);
    await commands.xgroup('CREATE', steps, 'reporting', '0');
    const read = await commands.xreadgroup('GROUP', 'reporting', 'owner', 'STREAMS', steps, '>');
    expect(read).toHaveLength(1);
    expect(await send()).toMatchObject(isRefused);
    const ids = (await commands.xrange(steps, '-', '+')).map(([id]) => id);
    await commands.xack(steps, 'reporting', ...ids);
    await expect.poll(send, PATIENT).toMatchObject({ status: 202 });
    expect(await commands.xlen(steps)).toBe(3);
    const text = await gateway.service.metrics.registry.metrics();
    expect(text).toMatch(/waystream_ingestion_backpressure_refusals_total\{cause="reports".*\} [1-9]/);
  });
});
