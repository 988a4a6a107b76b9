import { setTimeout as pause } from 'node:timers/promises';
import { SECOND_MS, systemIds } from '@waystream/core';
import type { Shell } from '../shell.js';
import type { LocalSystem } from '../system/local-system.js';
import { type Check, checkFigures, isAsPredicted } from './check-figures.js';
import { configureSample } from './configure-sample.js';
import { type Prediction, predict } from './predict.js';
import { type Sample, visitorOf } from './read-sample.js';
import { replay, type Scene, scenesOf } from './replay.js';
import { type Snapshot, type SnapshotSource, settledSnapshot, snapshotBetween } from './snapshot.js';
import { storeProfiles } from './store-profiles.js';
import { whoIsInside } from './who-is-inside.js';

export interface SampleOutcome {
  readonly versionUid: string;
  /** Since the first start with these data. */
  readonly total: Snapshot;
  /** By this start. */
  readonly gained: Snapshot;
  readonly checks: readonly Check[];
  /** People of an earlier start who still waited when this one began. */
  readonly insideBefore: number;
}

/** Every service takes up a change of the configuration within this time. */
const TAKEN_UP_MS = 2 * SECOND_MS;

/** Configures the hotel's journey, sends the recorded evening through it, and compares what came of it with what should have. */
export async function runSample(
  shell: Shell,
  sample: Sample,
  { base, redis, signal }: Pick<LocalSystem, 'base' | 'redis'> & { signal: AbortSignal },
): Promise<SampleOutcome> {
  const { api, clock, phases } = shell;
  const versionUid = await configureSample(shell, sample);
  const takenUpAt = clock.now() + TAKEN_UP_MS;
  await phases.run('Profiles', (progress) => storeProfiles(api, sample.profiles, { progress, signal }));
  await pause(Math.max(0, takenUpAt - clock.now()), undefined, { signal });

  const source = { api, base, versionUid };
  const { before, inside } = await lookBefore(shell, sample, source, { redis, signal });
  const scenes = scenesOf(sample.events);
  const replayed = scenes.flatMap(({ events }) => events);
  const predicted = predict(sample, replayed, inside);

  for (const scene of scenes) await sendScene(shell, scene, signal);
  const total = await waitForFigures(shell, source, { before, predicted, signal });
  const gained = snapshotBetween(before, total);
  return { versionUid, total, gained, checks: checkFigures(total, gained, predicted), insideBefore: inside.size };
}

/** An earlier start leaves figures and people behind; what this one brings is told apart from them. */
function lookBefore(
  { host, phases }: Shell,
  { events }: Sample,
  source: SnapshotSource,
  { redis, signal }: { redis: readonly string[]; signal: AbortSignal },
): Promise<{ before: Snapshot; inside: Set<string> }> {
  return phases.run('Earlier figures', async (progress) => {
    const before = await settledSnapshot(source, { isComplete: () => true, seen: () => undefined, signal });
    const visitors = [...new Set(events.map(visitorOf))];
    const inside = await whoIsInside(visitors, source.versionUid, { env: host.env, redis });
    const { entered } = before.report.figures;
    progress.note(entered === 0 ? 'none, nobody has entered yet' : `${entered} entered, ${inside.size} still wait`);
    return { before, inside };
  });
}

function sendScene({ api, clock, phases }: Shell, scene: Scene, signal: AbortSignal): Promise<void> {
  const { event, events } = scene;
  return phases.run(`${event} events`, async (progress) => {
    const sent = (count: number) => progress.at(count, events.length);
    await replay(api, scene, { newId: systemIds, now: clock.now, sent, signal });
    progress.note(`${events.length} recorded ones sent, with new ids`);
  });
}

function waitForFigures(
  { phases }: Shell,
  source: SnapshotSource,
  { before, predicted, signal }: { before: Snapshot; predicted: Prediction; signal: AbortSignal },
): Promise<Snapshot> {
  return phases.run('Figures', async (progress) => {
    const settled = await settledSnapshot(source, {
      isComplete: (now) => isAsPredicted(snapshotBetween(before, now), predicted),
      seen: (now) => progress.at(snapshotBetween(before, now).report.figures.completed, predicted.completed),
      signal,
    });
    progress.note('settled');
    return settled;
  });
}
