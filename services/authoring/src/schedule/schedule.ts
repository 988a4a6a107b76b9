import { AppError, type Clock, toRfc3339 } from '@waystream/core';
import type { JourneyVersion } from '@waystream/journey';
import { lastTestEntrance, type Store } from '@waystream/redis';
import type { Log } from '@waystream/service';
import type { AuthoringContext } from '../authoring-context.js';
import { findVersion } from '../versions/find-version.js';
import { type DueChange, dueChange, IDLE_TEST_MS } from './due-changes.js';

/**
 * Does to versions what time alone does: end dates close them, the global timeout finishes closed ones, and a test that
 * nobody enters ends. It sleeps until the earliest of these. Every gateway has one; a change is written only if the
 * version still is what it was, so it happens once however many gateways wake.
 */
export interface Schedule {
  /** Something about versions may have changed. */
  look(): void;
  stop(): void;
}

/** After a failure, such as Redis being away, it waits this long. */
const AFTER_FAILURE_MS = 5_000;

type Due = DueChange & { sandbox: string; version: JourneyVersion };

export function createSchedule(context: AuthoringContext, { store, log }: { store: Store; log: Log }): Schedule {
  const { configuration, clock } = context;
  /** When somebody entered a test last, by session, as far as it was asked. */
  const testedMs = new Map<string, number>();
  let cancel: () => void = () => undefined;
  let setForMs: number | null = null;
  let isStopped = false;
  let isBusy = false;

  const wakeAt = (atMs: number | null) => {
    if (isStopped || atMs === setForMs) return;
    cancel();
    setForMs = atMs;
    if (atMs !== null) cancel = clock.wakeAt(atMs, ring);
  };

  const look = () => {
    if (!isBusy) wakeAt(earliest(allDue()));
  };

  function* allDue(): Generator<Due> {
    for (const sandbox of configuration.sandboxes()) {
      for (const version of configuration.of(sandbox).versions.values()) {
        const due = dueChange(version);
        if (due) yield { ...due, sandbox, version, atMs: Math.max(due.atMs, idleTestEnd(version)) };
      }
    }
  }

  const idleTestEnd = ({ test }: JourneyVersion) =>
    (testedMs.get(test?.session ?? '') ?? Number.NEGATIVE_INFINITY) + IDLE_TEST_MS;

  async function carryOut(due: Due): Promise<void> {
    const { version, verb } = due;
    if (version.test && (await isTriedOut(store, testedMs, version.test.session, clock))) return;
    try {
      await change(context, due);
      log.info({ sandbox: due.sandbox, version: version.uid, verb }, 'Time has changed a version');
    } catch (error) {
      // Somebody else was quicker, or has just taken it further.
      if (error instanceof AppError && (error.code === 'staleVersion' || error.code === 'notFound')) return;
      throw error;
    }
  }

  async function carryOutAll(): Promise<void> {
    const nowMs = clock.now();
    for (const due of [...allDue()].filter(({ atMs }) => atMs <= nowMs)) await carryOut(due);
  }

  function ring(): void {
    setForMs = null;
    isBusy = true;
    carryOutAll().then(
      () => {
        isBusy = false;
        look();
      },
      (error) => {
        isBusy = false;
        log.warn({ err: error }, 'What time does to versions could not be done; trying again');
        wakeAt(clock.now() + AFTER_FAILURE_MS);
      },
    );
  }

  return {
    look,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

/** Writes the change if it is still due. */
async function change({ configuration, clock, changed }: AuthoringContext, { sandbox, version, verb }: Due) {
  await configuration.change(sandbox, async (_, save) => {
    const { version: current, revision } = findVersion(configuration, sandbox, version.uid);
    const due = dueChange(current);
    if (due?.verb !== verb || current.test?.session !== version.test?.session || due.atMs > clock.now()) return;
    const now = toRfc3339(clock.now());
    const document = { ...due.after(current, now), modifiedAt: now };
    await save({ kind: 'version', key: current.uid, document, expected: { revision } });
    changed('version', verb);
  });
}

/** Has somebody entered the test of late? Notes when. */
async function isTriedOut(store: Store, testedMs: Map<string, number>, session: string, clock: Clock) {
  const lastMs = await lastTestEntrance(store, session);
  if (lastMs === null) return false;
  testedMs.set(session, lastMs);
  return lastMs + IDLE_TEST_MS > clock.now();
}

function earliest(dues: Iterable<Due>): number | null {
  let first: number | null = null;
  for (const { atMs } of dues) if (first === null || atMs < first) first = atMs;
  return first;
}
