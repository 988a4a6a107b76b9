import { systemClock } from '@waystream/core';
import { listRuns } from '@waystream/redis';
import { describe, expect, it, vi } from 'vitest';
import { aVersion, NOW_MS, runsStage } from './runs-stage.test.js';

type RunsStage = Awaited<ReturnType<typeof runsStage>>;

const WAIT = { timeout: 15_000, interval: 20 };

const hasEntered = (stage: RunsStage, atLeast: number) =>
  vi.waitUntil(async () => (await stage.entered()).length >= atLeast, WAIT);

/** Lets time pass until the run is through. */
const runThrough = (stage: RunsStage) =>
  vi.waitUntil(async () => {
    stage.clock.advance(100);
    return (await listRuns(stage.store)).length === 0 && (await stage.entered()).length > 0;
  }, WAIT);

const peopleOf = async (stage: RunsStage) => (await stage.entered()).map(({ person }) => person).sort();

describe('a run over an audience', () => {
  it('goes on where it was when its worker has died, and brings each member once', async () => {
    const stage = await runsStage();
    const members = await stage.members(60);
    await stage.version(aVersion({}, { ratePerSecond: 100 }));
    const first = await stage.worker();
    await hasEntered(stage, 5);
    await first.crash();
    const before = (await stage.entered()).length;
    expect(before).toBeLessThan(60);
    await stage.worker();
    await runThrough(stage);
    expect(await peopleOf(stage)).toEqual(members.sort());
  });

  it('is handed over at once by a worker that stops', async () => {
    const stage = await runsStage();
    const members = await stage.members(40);
    await stage.version(aVersion({}, { ratePerSecond: 20 }));
    const [first] = [await stage.worker(), await stage.worker()];
    await hasEntered(stage, 1);
    await first.stop();
    await runThrough(stage);
    expect(await peopleOf(stage)).toEqual(members.sort());
  });

  it('keeps to its rate over all partitions', async () => {
    const stage = await runsStage();
    await stage.members(50);
    await stage.version(aVersion({}, { ratePerSecond: 10 }));
    await stage.worker();
    for (let second = 1; second <= 3; second++) {
      await hasEntered(stage, second);
      expect((await stage.entered()).length).toBeLessThanOrEqual(10 * second);
      stage.clock.advance(100);
    }
  });

  it('waits while its version is paused, and goes on when it is resumed', async () => {
    const stage = await runsStage();
    await stage.members(30);
    await stage.version(aVersion({}, { ratePerSecond: 10 }));
    await stage.worker();
    await hasEntered(stage, 1);
    await stage.version(aVersion({ status: 'paused' }, { ratePerSecond: 10 }));
    const waits = async () => {
      stage.clock.advance(100);
      const { commands } = stage.store.connections;
      return (await commands.exists(`${stage.store.keyspace.queuePrefix()}:schedule:active`)) === 0;
    };
    await vi.waitUntil(waits, WAIT);
    const before = (await stage.entered()).length;
    stage.clock.advance(60_000);
    expect(await stage.entered()).toHaveLength(before);
    expect(await listRuns(stage.store)).toHaveLength(1);
    const resumed = { at: new Date(NOW_MS + 1_000).toISOString(), perSecond: 100 };
    await stage.version(aVersion({ resumed }, { ratePerSecond: 10 }));
    await runThrough(stage);
    expect(await stage.entered()).toHaveLength(30);
  });

  it('ends when its version is not live any more', async () => {
    const stage = await runsStage();
    await stage.members(30);
    await stage.version(aVersion({}, { ratePerSecond: 10 }));
    await stage.worker();
    await hasEntered(stage, 1);
    await stage.version(aVersion({ status: 'closed' }, { ratePerSecond: 10 }));
    await runThrough(stage);
    expect((await stage.entered()).length).toBeLessThan(30);
  });

  it('is begun once by a schedule, however many processes know of it', async () => {
    const stage = await runsStage();
    await stage.members(3);
    const at = new Date(Date.now() + 300).toISOString();
    await stage.version(aVersion({}, { schedule: { at } }));
    for (let count = 0; count < 3; count++) await stage.worker({ clock: systemClock });
    await hasEntered(stage, 3);
    await stage.worker({ clock: systemClock });
    await vi.waitUntil(async () => (await listRuns(stage.store)).length === 0, WAIT);
    expect(await stage.entered()).toHaveLength(3);
  });

  it('is begun once by a business event, also when the order is repeated after its end', async () => {
    const stage = await runsStage();
    await stage.members(5);
    await stage.version(aVersion({}, { schedule: { at: '2030-01-01T00:00:00Z' } }));
    const { runs } = await stage.worker();
    const events = { Restocked: { product: 'shoes' } };
    const order = { v: 1, kind: 'run', id: 'run-1', sandbox: 'prod', version: 'v1', at: NOW_MS, events } as const;
    await runs.begin(order);
    await runThrough(stage);
    await runs.begin(order);
    await vi.waitUntil(async () => (await listRuns(stage.store)).length === 0, WAIT);
    const entered = await stage.entered();
    expect(entered).toHaveLength(5);
    expect(entered.map((input) => input.events)).toEqual(Array.from({ length: 5 }, () => events));
  });
});
