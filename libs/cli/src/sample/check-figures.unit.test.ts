import { describe, expect, it } from 'vitest';
import { readReport } from '../journeys/journey-report.js';
import { checkFigures, isAsPredicted } from './check-figures.js';
import type { Snapshot } from './snapshot.js';

const predicted = {
  entered: 3,
  refused: 1,
  completed: 2,
  activities: { lobby: 3, welcome: 1, joinEmail: 2 },
  paths: { 'lobby.next': 3 },
};

function snapshot(change: { entered?: number; next?: number; welcomes?: number; repeated?: string[] } = {}): Snapshot {
  const { entered = 3, next = 3, welcomes = 1, repeated = [] } = change;
  return {
    report: readReport({
      figures: { entered, current: 1, completed: 2, discarded: { alreadyInside: 1 } },
      activities: [
        { id: 'lobby', entered: 3, completed: 3, paths: { next } },
        { id: 'welcome', entered: 1, completed: 1, paths: { next: 1 } },
        { id: 'joinEmail', entered: 2, completed: 2, paths: { next: 2 } },
        { id: 'done', entered: 0, completed: 0, paths: {} },
      ],
    }),
    received: { messages: { 'push.Welcome': welcomes, 'email.JoinLoyalty': 2 }, repeated },
  };
}

const problems = (gained: Snapshot) => checkFigures(gained, gained, predicted).flatMap((check) => check.problems);

describe('the figures of a demonstration', () => {
  it('add up when report, sinks and recording agree', () => {
    expect(problems(snapshot())).toEqual([]);
    expect(isAsPredicted(snapshot(), predicted)).toBe(true);
  });

  it('do not when somebody is lost', () => {
    const lost = snapshot({ entered: 4 });
    expect(problems(lost)).toEqual(['4 entered, but the others make 3', '4 entered, expected 3']);
    expect(isAsPredicted(lost, predicted)).toBe(false);
  });

  it('do not when a path has other people than the recording sends there', () => {
    expect(problems(snapshot({ next: 2 }))).toEqual(['2 took the path "next" of "lobby", expected 3']);
  });

  it('do not when a message is missing at the sink', () => {
    expect(problems(snapshot({ welcomes: 0 }))).toHaveLength(2);
  });

  it('do not when a message came twice', () => {
    expect(problems(snapshot({ repeated: ['k1'] }))).toEqual(['the key k1 came more than once']);
  });
});
