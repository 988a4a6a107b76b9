import { isJsonObject } from '@waystream/core';
import { listDeadLetters } from '@waystream/redis';
import { type HttpEndpoint, startEndpoint, startRedis } from '@waystream/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { dispatcherStage } from './dispatcher-stage.test.js';

let endpoint: HttpEndpoint;

beforeEach(async () => {
  endpoint = await startEndpoint();
});
afterEach(() => endpoint.close());

async function runningStage(more: Record<string, string> = {}) {
  const stage = await dispatcherStage(more);
  const service = await stage.start();
  onTestFinished(async () => {
    await service.stop();
    await stage.close();
  });
  return { ...stage, service };
}

const push = (more = {}) => ({
  name: 'Push',
  url: `${endpoint.url}/push`,
  payload: { channel: 'push', to: { token: { variable: { label: 'Token' } } } },
  ...more,
});

describe('a call', () => {
  it('carries what the journey gave, the credentials and the id of the request as idempotency key', async () => {
    const stage = await runningStage();
    const authentication = { type: 'apiKey', name: 'x-api-key', value: 'secret', location: 'header' };
    await stage.configure(push({ authentication, headers: { 'x-app': 'lobby' }, responsePayload: { messageId: 'm' } }));
    endpoint.answerWith(() => ({ status: 201, body: { messageId: 'm-1' } }));

    const id = await stage.ask({ action: 'Push', parameters: { 'to.token': 'abc' } });

    expect(await stage.outcomeOf(id)).toMatchObject({
      status: 'ok',
      httpStatus: 201,
      response: { messageId: 'm-1' },
      attempts: 1,
    });
    const [received] = endpoint.received;
    expect(received).toMatchObject({ method: 'POST', path: '/push', body: { channel: 'push', to: { token: 'abc' } } });
    expect(received?.headers).toMatchObject({ 'idempotency-key': id, 'x-api-key': 'secret', 'x-app': 'lobby' });
    expect(await stage.unanswered()).toBe(0);
  });

  it('belongs to the trace of the event that led to it, and so does its outcome', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const id = await stage.ask({ action: 'Push', traceparent });
    await stage.outcomeOf(id);
    expect(endpoint.received[0]?.headers.traceparent).toBe(traceparent);
    expect(stage.performed.find((input) => input.id === id)?.traceparent).toBe(traceparent);
  });

  it('is tried again after a failure of the endpoint, inside the timeout and under the same key', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    endpoint.answerWith(() => ({ status: endpoint.received.length < 3 ? 500 : 200 }));

    const id = await stage.ask({ action: 'Push' });

    expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok', attempts: 3 });
    expect(endpoint.received.map(({ headers }) => headers['idempotency-key'])).toEqual([id, id, id]);
    expect(await stage.service.metrics.registry.metrics()).toMatch(
      /waystream_dispatcher_retries_total{action="Push",service="action-dispatcher"} 2/,
    );
  });

  it('that is not answered within the timeout of the journey is given up without a second try', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    endpoint.answerWith(() => new Promise(() => {}));

    const outcome = await stage.outcomeOf(await stage.ask({ action: 'Push', timeoutMs: 200 }));

    expect(outcome).toMatchObject({ status: 'timeout', attempts: 1 });
    expect(endpoint.received).toHaveLength(1);
  });

  it('that the endpoint refuses ends with its status and the error payload that the action describes', async () => {
    const stage = await runningStage();
    await stage.configure(push({ errorPayload: { reason: 'text' } }));
    endpoint.answerWith(() => ({ status: 422, body: { reason: 'no such device' } }));

    expect(await stage.outcomeOf(await stage.ask({ action: 'Push' }))).toMatchObject({
      status: 'http',
      httpStatus: 422,
      response: { reason: 'no such device' },
    });
  });

  it('of an action that nobody configured is an error with that code', async () => {
    const stage = await runningStage();
    const outcome = await stage.outcomeOf(await stage.ask({ action: 'Nowhere' }));
    expect(outcome).toEqual({ status: 'error', code: 'unknownAction', elapsedMs: 0, attempts: 0 });
  });

  it('whose path would leave the static part of the address is not made', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    const outcome = await stage.outcomeOf(await stage.ask({ action: 'Push', parameters: { path: '../admin' } }));
    expect(outcome).toMatchObject({ status: 'error', code: 'invalidRequest' });
    expect(endpoint.received).toEqual([]);
  });
});

describe('an endpoint that says when to come again', () => {
  const refuseFirst = (retryAfter: string) =>
    endpoint.answerWith(() =>
      endpoint.received.length === 1 ? { status: 429, headers: { 'retry-after': retryAfter } } : { status: 200 },
    );

  it('is called again then', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    refuseFirst('1');
    const outcome = await stage.outcomeOf(await stage.ask({ action: 'Push' }));
    expect(outcome).toMatchObject({ status: 'ok', attempts: 2 });
    expect(outcome.elapsedMs).toBeGreaterThanOrEqual(1_000);
  });

  it('is called again through the retry queue when that is far away, within the same timeout', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    refuseFirst('2');
    const id = await stage.ask({ action: 'Push', timeoutMs: 10_000 });

    await vi.waitFor(async () => {
      expect(endpoint.received).toHaveLength(1);
      expect(await stage.unanswered()).toBe(0);
    });
    expect(stage.performed).toEqual([]);

    const outcome = await stage.outcomeOf(id);
    expect(outcome).toMatchObject({ status: 'ok', attempts: 2 });
    expect(outcome.elapsedMs).toBeGreaterThanOrEqual(2_000);
    expect(endpoint.received.map(({ headers }) => headers['idempotency-key'])).toEqual([id, id]);
  });

  it('is not called again when that is after the timeout', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    refuseFirst('60');
    const outcome = await stage.outcomeOf(await stage.ask({ action: 'Push' }));
    expect(outcome).toMatchObject({ status: 'http', httpStatus: 429, attempts: 1 });
  });
});

describe('a slow endpoint', () => {
  it('fills its own places only: calls to others are made meanwhile', async () => {
    const stage = await runningStage({ WAYSTREAM_ACTION_DISPATCHER_MOST_PER_ORIGIN: '2' });
    const slow = await startEndpoint();
    onTestFinished(() => slow.close());
    let answerSlow = () => {};
    const held = new Promise<void>((resolve) => {
      answerSlow = resolve;
    });
    slow.answerWith(async () => {
      await held;
      return { status: 200 };
    });
    await stage.configure({ name: 'Slow', url: slow.url });
    await stage.configure(push());

    const slowIds = await Promise.all(Array.from({ length: 40 }, () => stage.ask({ action: 'Slow' })));
    const ids = await Promise.all(Array.from({ length: 10 }, () => stage.ask({ action: 'Push' })));
    for (const id of ids) expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok' });
    expect(slow.received).toHaveLength(2);

    answerSlow();
    for (const id of slowIds) expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok' });
  });
});

describe('nothing is lost', () => {
  it('when an owner dies after it has read: the next one makes the call under the same key', async () => {
    const stage = await dispatcherStage();
    const { commands } = stage.store.connections;
    await stage.configure(push());
    const id = await stage.ask({ action: 'Push' });
    for (const partition of [0, 1, 2, 3]) {
      const stream = stage.store.keyspace.actions(partition);
      await commands.xgroup('CREATE', stream, 'dispatcher', '0', 'MKSTREAM');
      await commands.xreadgroup('GROUP', 'dispatcher', 'owner', 'STREAMS', stream, '>');
    }

    const service = await stage.start();
    onTestFinished(async () => {
      await service.stop();
      await stage.close();
    });

    expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok' });
    expect(endpoint.received.map(({ headers }) => headers['idempotency-key'])).toEqual([id]);
  });

  it('when Redis restarts during a call: the result is kept and the call is not made again', async () => {
    const redis = await startRedis({ durable: true });
    const stage = await dispatcherStage({}, redis.url);
    const service = await stage.start();
    onTestFinished(async () => {
      await service.stop();
      await stage.close();
      await redis.stop();
    });
    await stage.configure(push());
    endpoint.answerWith(async () => {
      await redis.kill();
      return { status: 200 };
    });
    const id = await stage.ask({ action: 'Push' });
    await vi.waitFor(async () => expect((await service.metrics.calls.get()).values).toHaveLength(1));
    await redis.restart();

    expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok' });
    expect(endpoint.received).toHaveLength(1);
  });

  it('when it is told to stop: calls under way are finished first', async () => {
    const stage = await dispatcherStage();
    const service = await stage.start();
    onTestFinished(() => stage.close());
    await stage.configure(push());
    let answerNow = () => {};
    const asked = new Promise<void>((resolveAsked) => {
      endpoint.answerWith(async () => {
        resolveAsked();
        await new Promise<void>((resolve) => {
          answerNow = resolve;
        });
        return { status: 200 };
      });
    });
    const id = await stage.ask({ action: 'Push' });
    await asked;
    const stopped = service.stop();
    answerNow();
    expect(await stopped).toEqual({ drained: true });
    expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok' });
  });

  it('when a message cannot be read: it is put aside with the reason and the rest goes on', async () => {
    const stage = await runningStage();
    await stage.configure(push());
    await stage.write('{"v": 1, "action": 7}');
    expect(await stage.outcomeOf(await stage.ask({ action: 'Push' }))).toMatchObject({ status: 'ok' });
    await vi.waitFor(async () => expect(await stage.unanswered()).toBe(0));
    const [letter] = await listDeadLetters(stage.store, 10);
    expect(letter).toMatchObject({ source: 'action-dispatcher actions', reason: 'unreadable' });
  });
});

it('is ready once it owns partitions', async () => {
  const { service } = await runningStage();
  await vi.waitFor(async () => {
    const answer = await fetch(`${service.url}/readyz`);
    const body: unknown = await answer.json();
    expect(isJsonObject(body) && body.status).toBe('ready');
  });
});
