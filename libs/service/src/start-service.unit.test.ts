import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineService, requirePermission, startService } from './index.js';
import { startSample } from './sample-service.test.js';

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('a service that drains', () => {
  it('finishes requests under way, keeps new ones out, and is not ready', async () => {
    const begun = gate();
    const answerNow = gate();
    const service = await startSample({
      routes: [
        (app) => {
          app.get('/slow', requirePermission('open'), async (c) => {
            begun.open();
            await answerNow.opened;
            return c.text('done');
          });
        },
      ],
    });
    const slow = fetch(`${service.url}/slow`);
    await begun.opened;
    const stopping = service.stop();

    const late = await fetch(`${service.url}/slow`);
    expect(late.status).toBe(503);
    expect(late.headers.get('connection')).toBe('close');
    expect(late.headers.get('retry-after')).toBe('1');
    const probe = await fetch(`${service.url}/readyz`);
    expect(probe.status).toBe(503);
    expect(await probe.json()).toMatchObject({ status: 'draining' });
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);

    answerNow.open();
    expect(await (await slow).text()).toBe('done');
    expect(await stopping).toEqual({ drained: true });
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
  });

  it('drains its work before it closes its connections', async () => {
    const order: string[] = [];
    const service = await startSample({
      drain: async () => void order.push('drain'),
      stop: async () => void order.push('stop'),
    });
    await Promise.all([service.stop(), service.stop()]);
    expect(order).toEqual(['drain', 'stop']);
  });

  it('cuts off what is unfinished at the deadline', async () => {
    const service = await startSample({
      environment: { WAYSTREAM_DRAIN: 'PT0.02S' },
      drain: () => new Promise(() => {}),
    });
    expect(await service.stop()).toEqual({ drained: false });
  });

  it('ends connections that clients keep open', async () => {
    const service = await startSample();
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) => {
      request(`${service.url}/healthz`, { agent }, (answer) => answer.resume().on('end', resolve)).end();
    });
    expect(await service.stop()).toEqual({ drained: true });
    agent.destroy();
  });
});

describe('readiness', () => {
  it('is the sum of the checks of the service', async () => {
    let redis = true;
    const service = await startSample({ ready: async () => [{ name: 'redis', ok: redis }] });
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    redis = false;
    const answer = await fetch(`${service.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: 'notReady', checks: [{ name: 'redis', ok: false }] });
    await service.stop();
  });

  it('is refused when a check fails to answer', async () => {
    const service = await startSample({ ready: () => Promise.reject(new Error('connection lost')) });
    const answer = await fetch(`${service.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ checks: [{ ok: false, detail: 'Error: connection lost' }] });
    await service.stop();
  });

  it('comes after the start, while the process counts as alive from the beginning', async () => {
    const begun = gate();
    const finish = gate();
    const port = 20_000 + (process.pid % 20_000);
    const slowStarter = defineService({
      name: 'reporting',
      settings: z.object({}),
      start: async () => {
        begun.open();
        await finish.opened;
        return { routes: [], ready: async () => [], stop: async () => {} };
      },
    });
    const environment = { WAYSTREAM_PORT: String(port), WAYSTREAM_LOG_LEVEL: 'silent' };
    const starting = startService(slowStarter, { environment });
    await begun.opened;
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'starting' });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/reports`)).status).toBe(503);
    finish.open();
    const service = await starting;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await service.stop();
  });

  it('has nothing to do with being alive', async () => {
    let alive = true;
    const service = await startSample({ alive: () => alive, ready: async () => [{ name: 'redis', ok: false }] });
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    alive = false;
    expect((await fetch(`${service.url}/healthz`)).status).toBe(503);
    await service.stop();
  });
});

describe('services in one process', () => {
  it('keep their metrics apart', async () => {
    const [first, second] = await Promise.all([startSample(), startSample()]);
    first.metrics.fencedCommits.inc();
    expect(await first.metrics.registry.metrics()).toMatch(/fenced_commits_total\{service="evaluator"\} 1/);
    expect(await second.metrics.registry.metrics()).toMatch(/fenced_commits_total\{service="evaluator"\} 0/);
    await Promise.all([first.stop(), second.stop()]);
  });
});
