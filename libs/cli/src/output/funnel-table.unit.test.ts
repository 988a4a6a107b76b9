import { describe, expect, it } from 'vitest';
import type { ActivityFigures } from '../journeys/journey-report.js';
import { figuresLine, funnelTable } from './funnel-table.js';

const activity = (given: Partial<ActivityFigures>): ActivityFigures => ({
  id: 'a',
  type: 'action',
  label: null,
  entered: 0,
  completed: 0,
  errors: 0,
  timedOut: 0,
  capped: 0,
  waiting: 0,
  paths: {},
  ...given,
});

describe('the funnel', () => {
  it('has a row for each activity, and below it one for each of several paths', () => {
    const table = funnelTable(
      [
        activity({ id: 'lobby', type: 'event', label: 'Lobby', entered: 200, completed: 200, paths: { next: 200 } }),
        activity({
          id: 'member',
          type: 'condition',
          entered: 200,
          completed: 200,
          paths: { yes: 110, no: 90, error: 0 },
        }),
        activity({
          id: 'push',
          entered: 100,
          completed: 90,
          waiting: 4,
          errors: 3,
          timedOut: 2,
          capped: 1,
          paths: { error: 6 },
        }),
      ],
      (_, text) => text,
    );
    expect(table).toMatchInlineSnapshot(`
      "┌───────────┬───────────┬─────────┬──────┬─────────┬────────┬──────────────────────┐
      │ Activity  │ Type      │ Entered │ Left │ Waiting │ Failed │                      │
      ├───────────┼───────────┼─────────┼──────┼─────────┼────────┼──────────────────────┤
      │ Lobby     │ event     │     200 │  200 │         │        │ ████████████████████ │
      │ member    │ condition │     200 │  200 │         │        │ ████████████████████ │
      │   ↳ yes   │           │         │  110 │         │        │                      │
      │   ↳ no    │           │         │   90 │         │        │                      │
      │ push      │ action    │     100 │   90 │       4 │      6 │ ██████████           │
      │   ↳ error │           │         │    6 │         │        │                      │
      └───────────┴───────────┴─────────┴──────┴─────────┴────────┴──────────────────────┘"
    `);
  });

  it('stays a table when nobody has come', () => {
    expect(funnelTable([activity({ id: 'lobby' })], (_, text) => text)).toContain('lobby');
  });
});

describe('the figures of a journey in one line', () => {
  it('leave out what did not happen', () => {
    const nobody = { failed: 0, timedOut: 0, stopped: 0, converted: 0, discarded: {} };
    const figures = { entered: 3, current: 1, completed: 2, ...nobody };
    expect(figuresLine(figures)).toBe('3 entered · 2 completed · 1 inside now');
  });

  it('name every reason of a refusal', () => {
    const figures = {
      entered: 3,
      current: 0,
      completed: 1,
      failed: 1,
      timedOut: 1,
      stopped: 0,
      converted: 0,
      discarded: { capped: 4 },
    };
    expect(figuresLine(figures)).toBe(
      '3 entered · 1 completed · 0 inside now · 1 failed · 1 timed out · 4 refused (capped)',
    );
  });
});
