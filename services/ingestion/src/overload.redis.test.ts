import { startRedis } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { anOrder, aRecord } from './lobby.test.js';
import { startGateway } from './start-gateway.test.js';

const LINES = { 'content-type': 'application/x-ndjson' };

describe('A gateway whose inbox is full', () => {
  const environment = { WAYSTREAM_INGESTION_MAX_BACKLOG: '2' };

  it('refuses an event with 429 and says when to come back', async () => {
    const gateway = await startGateway({ environment });
    const send = (id: string) => gateway.post('/events/Ordered', anOrder({ _id: id }));
    expect(await send('1')).toMatchObject({ status: 202 });
    expect(await send('2')).toMatchObject({ status: 202 });
    const refused = await send('3');
    expect(refused).toMatchObject({ status: 429, body: { code: 'overloaded' } });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await gateway.post('/collection/inlet-1', aRecord(anOrder({ _id: '4' })))).toMatchObject({ status: 429 });
    expect((await gateway.inputs()).map(({ id }) => id)).toEqual(['1', '2']);
    const text = await gateway.service.metrics.registry.metrics();
    expect(text).toMatch(/waystream_ingestion_backpressure_refusals_total\{cause="backlog".*\} 2/);
    expect(text).toMatch(/waystream_ingestion_backpressure_active\{partition="\d".*\} 1/);
    await gateway.stop();
  });

  it('still recognises what it has accepted before', async () => {
    const gateway = await startGateway({ environment });
    for (const id of ['1', '2', '2']) {
      expect(await gateway.post('/events/Ordered', anOrder({ _id: id }))).toMatchObject({ status: 202 });
    }
    await gateway.stop();
  });

  it('stores nothing of many events that do not all find room', async () => {
    const gateway = await startGateway({ environment });
    const orders = ['1', '2', '3'].map((id) => anOrder({ _id: id }));
    const lines = orders.map((order) => JSON.stringify(order)).join('\n');
    expect(await gateway.post('/events/Ordered', lines, LINES)).toMatchObject({ status: 429 });
    const messages = orders.map((order) => aRecord(order));
    expect(await gateway.post('/collection/batch/inlet-1', { messages })).toMatchObject({ status: 429 });
    expect(await gateway.inputs()).toEqual([]);
    await gateway.stop();
  });
});

describe('A gateway without Redis', () => {
  it('answers 503, is not ready, and goes on by itself when Redis is back', async () => {
    const redis = await startRedis({ durable: true });
    const gateway = await startGateway({ url: redis.url });
    expect(await gateway.post('/events/Ordered', anOrder({ _id: 'before' }))).toMatchObject({ status: 202 });

    await redis.kill();
    const refused = await gateway.post('/events/Ordered', anOrder({ _id: 'meanwhile' }));
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await gateway.post('/collection/inlet-1', aRecord(anOrder()))).toMatchObject({ status: 503 });
    expect(await gateway.post('/events/Ordered', anOrder({ total: 'much' }))).toMatchObject({ status: 422 });
    expect(await gateway.get('/deadletters')).toMatchObject({ status: 503 });
    expect(await gateway.get('/readyz')).toMatchObject({ status: 503 });

    await redis.restart();
    await expect.poll(() => gateway.get('/readyz'), { timeout: 10_000 }).toMatchObject({ status: 200 });
    expect(await gateway.post('/events/Ordered', anOrder({ _id: 'meanwhile' }))).toMatchObject({ status: 202 });
    expect((await gateway.inputs()).map(({ id }) => id)).toEqual(['before', 'meanwhile']);
    await gateway.stop();
    await redis.stop();
  });

  it('answers 429 while the memory of Redis is full', async () => {
    const redis = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
    const gateway = await startGateway({ url: redis.url });
    await gateway.store.connections.commands.config('SET', 'maxmemory', '1');
    const refused = await gateway.post('/events/Ordered', anOrder());
    expect(refused).toMatchObject({ status: 429, body: { code: 'overloaded' } });
    const text = await gateway.service.metrics.registry.metrics();
    expect(text).toMatch(/waystream_ingestion_backpressure_refusals_total\{cause="memory".*\} 1/);
    await gateway.stop();
    await redis.stop();
  });
});
