import { describe, expect, it } from 'vitest';
import { readReport } from './journey-report.js';
import { reportBetween } from './report-between.js';

const before = readReport({
  journey: 'Marlton lobby',
  version: 1,
  status: 'live',
  figures: { entered: 10, current: 4, completed: 6, discarded: { alreadyInside: 1 } },
  activities: [
    { id: 'lobby', type: 'event', label: null, entered: 10, completed: 10, waiting: 4, paths: { next: 10 } },
  ],
});
const after = readReport({
  journey: 'Marlton lobby',
  version: 1,
  status: 'live',
  figures: { entered: 15, current: 1, completed: 14, discarded: { alreadyInside: 3, notStarted: 2 } },
  activities: [
    {
      id: 'lobby',
      type: 'event',
      label: null,
      entered: 15,
      completed: 14,
      waiting: 1,
      paths: { next: 14, timeout: 1 },
    },
    { id: 'done', type: 'end', label: 'Done', entered: 2, completed: 2, paths: {} },
  ],
});

describe('what happened between two reports', () => {
  it('is the difference of every figure, also of those that fall', () => {
    const { figures } = reportBetween(before, after);
    expect(figures).toMatchObject({ entered: 5, current: -3, completed: 8, failed: 0 });
    expect(figures.discarded).toEqual({ alreadyInside: 2, notStarted: 2 });
  });

  it('is counted for each activity and path, also for those that nobody had come to', () => {
    const [lobby, done] = reportBetween(before, after).activities;
    expect(lobby).toMatchObject({ entered: 5, completed: 4, waiting: -3, paths: { next: 4, timeout: 1 } });
    expect(done).toMatchObject({ entered: 2, completed: 2 });
  });

  it('cannot be told from an answer of another form', () => {
    expect(() => readReport({ title: 'Not found' })).toThrow('something else than a journey report');
  });
});
