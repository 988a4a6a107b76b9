import { parseDuration, toRfc3339 } from '@waystream/core';
import { type EditableCatalogue, type Input, type JourneyVersion, versionKey } from '@waystream/journey';

/** An order to everyone inside a version, without the person. */
type Order = Pick<Extract<Input, { type: 'stop' | 'resume' }>, 'type' | 'version'>;

/** The lives of a story's versions on the pure engine. Each step answers what everyone is then told, if anything. */
export interface VersionLives {
  stop(journey: string): Order[];
  pause(journey: string): Order[];
  resume(journey: string): Order[];
  /** `null` switches the test off. */
  test(journey: string, waitTime: string | null): Order[];
  publish(journey: string): Order[];
}

/** Changes versions as authoring does. `now` is epoch milliseconds. */
export function createVersionLives(catalogue: EditableCatalogue, now: () => number): VersionLives {
  let sessions = 0;
  const change = (journey: string, after: (version: JourneyVersion, at: string) => JourneyVersion): JourneyVersion => {
    const version = [...catalogue.versions.values()].find(({ document }) => document.name === journey);
    if (!version) throw new Error(`there is no journey "${journey}"`);
    catalogue.set('version', version.uid, after(version, toRfc3339(now())));
    return version;
  };
  const leaveTest = (version: JourneyVersion): Order[] =>
    version.status === 'test' ? [{ type: 'stop', version: versionKey(version) }] : [];
  return {
    stop(journey) {
      const { uid } = change(journey, (version) => ({ ...version, status: 'stopped' }));
      return [{ type: 'stop', version: uid }];
    },
    pause(journey) {
      change(journey, (version) => ({ ...version, status: 'paused' }));
      return [];
    },
    resume(journey) {
      const { uid } = change(journey, (version, at) => ({
        ...version,
        status: 'live',
        resumed: { at, perSecond: 1_000 },
      }));
      return [{ type: 'resume', version: uid }];
    },
    test(journey, waitTime) {
      const before = change(journey, ({ test: _, ...version }, at) => {
        if (waitTime === null) return { ...version, status: 'draft', testEndedAt: at };
        sessions += 1;
        const test = { session: `session-${sessions}`, waitMs: parseDuration(waitTime) ?? 0, startedAt: at };
        return { ...version, status: 'test', test };
      });
      return leaveTest(before);
    },
    publish(journey) {
      return leaveTest(
        change(journey, ({ test: _, ...version }, publishedAt) => ({ ...version, status: 'live', publishedAt })),
      );
    },
  };
}
