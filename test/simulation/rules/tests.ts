import { type JourneyDocument, type StepEvent, uidOfVersionKey } from '@waystream/journey';
import { MOST_TESTERS, TEST_PROFILES } from '../world/vocabulary.js';
import { demand } from './violation.js';

/** What holds of tests: who takes part, where people go, and that a version has no figures before it is published. */
export function createTests(documents: ReadonlyMap<string, JourneyDocument>) {
  /** Test → who has entered it. */
  const entered = new Map<string, Set<string>>();

  /** `wasPublished`: had the version been live by then, as far as anybody knew? */
  function take(step: StepEvent, wasPublished: (version: string) => boolean): void {
    const { version, person, node, path } = step;
    const uid = uidOfVersionKey(version);
    if (uid === version) {
      demand(wasPublished(version), 'what happens in a test is not counted for the version', () => show(step));
      return;
    }
    if (step.entrance) {
      const people = entered.get(version) ?? new Set();
      entered.set(version, people.add(person));
      const isTester = TEST_PROFILES.some((name) => person.endsWith(`:${name}`));
      demand(isTester, 'only test profiles enter a test', () => show(step));
      demand(people.size <= MOST_TESTERS, 'a test lets in so many and no more', () => show(step));
    }
    const split = documents.get(uid)?.nodes.find(({ id }) => id === node);
    if (split?.type !== 'condition' || (split.kind !== 'percentageSplit' && split.kind !== 'experiment')) return;
    demand(path === split.paths[0]?.id, 'a test takes the top branch of a split', () => show(step));
  }

  return { take };
}

function show(step: StepEvent): string {
  return JSON.stringify(step);
}
