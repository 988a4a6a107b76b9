import { compileAudience, createCatalogue, nextRunMs, requalify, type Schedule } from '@waystream/journey';
import { describe, expect, it } from 'vitest';

const at = (text: string) => Date.parse(text);

describe('the schedule of runs over an audience', () => {
  const next = (schedule: Schedule, lastMs: number | null, now: string, timezone = 'UTC') => {
    const ms = nextRunMs(schedule, { timezone, notBeforeMs: at('2026-03-02T09:00:00Z'), lastMs }, at(now));
    return ms === null ? null : new Date(ms).toISOString();
  };

  it('has one run, at once, when it says nothing', () => {
    expect(next({}, null, '2026-03-02T09:00:00Z')).toBe('2026-03-02T09:00:00.000Z');
    expect(next({}, at('2026-03-02T09:00:00Z'), '2026-03-05T09:00:00Z')).toBeNull();
  });

  it('has one run at a time, in the zone of the journey, and not before the version is live', () => {
    expect(next({ at: '2026-03-04T10:00' }, null, '2026-03-02T09:00:00Z', 'Europe/Paris')).toBe(
      '2026-03-04T09:00:00.000Z',
    );
    expect(next({ at: '2020-01-01T10:00' }, null, '2026-03-02T09:00:00Z')).toBe('2026-03-02T09:00:00.000Z');
  });

  it('repeats every so often, and makes up for the latest missed run only', () => {
    const hourly = { every: 'PT1H' };
    expect(next(hourly, null, '2026-03-02T09:00:00Z')).toBe('2026-03-02T09:00:00.000Z');
    expect(next(hourly, at('2026-03-02T09:00:00Z'), '2026-03-02T09:00:01Z')).toBe('2026-03-02T10:00:00.000Z');
    expect(next(hourly, at('2026-03-02T09:00:00Z'), '2026-03-02T13:30:00Z')).toBe('2026-03-02T13:00:00.000Z');
    expect(next({ every: 'P1D', at: '2026-03-01T12:00' }, null, '2026-03-02T09:00:00Z')).toBe(
      '2026-03-02T12:00:00.000Z',
    );
  });

  it('repeats every day at the same time of day, also when the clocks change', () => {
    const daily = { everyDay: '08:00' };
    const inParis = (lastMs: number | null, now: string) => next(daily, lastMs, now, 'Europe/Paris');
    expect(inParis(null, '2026-03-02T09:00:00Z')).toBe('2026-03-03T07:00:00.000Z');
    expect(inParis(at('2026-03-28T07:00:00Z'), '2026-03-28T07:00:01Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(inParis(at('2026-03-10T07:00:00Z'), '2026-03-15T12:00:00Z')).toBe('2026-03-15T07:00:00.000Z');
  });
});

describe('membership', () => {
  it('tells entering and leaving once, and that somebody is still inside not at all', () => {
    const inside = new Map([['Silver', true]]);
    const entered = requalify({}, inside);
    expect(entered).toEqual({
      statuses: { Silver: 'realized' },
      changes: [{ audience: 'Silver', status: 'realized' }],
    });
    const stayed = requalify(entered.statuses, inside);
    expect(stayed).toEqual({ statuses: { Silver: 'existing' }, changes: [] });
    const left = requalify(stayed.statuses, new Map([['Silver', false]]));
    expect(left).toEqual({ statuses: { Silver: 'exited' }, changes: [{ audience: 'Silver', status: 'exited' }] });
    expect(requalify(left.statuses, new Map([['Silver', false]])).changes).toEqual([]);
    expect(requalify({}, new Map([['Silver', false]])).statuses).toEqual({});
  });
});

describe('an audience with an expression', () => {
  const catalogue = createCatalogue();
  const platform = { dataSource: 'ExperiencePlatform' };
  catalogue.set('schema', 'visit', { name: 'visit', class: 'experienceEvent', schema: { type: 'object' } });
  catalogue.set('fieldGroup', 'ExperiencePlatform.Loyalty', {
    ...platform,
    name: 'Loyalty',
    source: 'profile',
    fields: ['points'],
  });
  catalogue.set('fieldGroup', 'ExperiencePlatform.Visits', {
    ...platform,
    ...{ name: 'Visits', source: 'experienceEvents', schema: 'visit', fields: ['timestamp'] },
  });
  catalogue.set('dataSource', 'Weather', { name: 'Weather', url: 'https://weather.example/' });
  catalogue.set('fieldGroup', 'Weather.Now', {
    ...{ name: 'Now', dataSource: 'Weather', source: 'external', responsePayload: { degrees: 1 } },
  });
  const compiled = (expression: string) =>
    compileAudience(catalogue, { name: 'A', namespace: 'Email', evaluation: 'streaming', expression });

  it('has those for whom it is true', () => {
    const { audience } = compiled('#{ExperiencePlatform.Loyalty.points} >= 1000');
    expect([{ points: 1_000 }, { points: 999 }, {}].map((one) => audience?.isMember(one, 0))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['count(#{ExperiencePlatform.Visits.experienceevent}) > 3', 'which are not kept'],
    ['#{Weather.Now.degrees} > 3', 'would have to be fetched'],
    ["inAudience('Silver')", 'cannot depend on another audience'],
    ['@{Cart.total} > 3', 'line 1, column 3'],
    ["'yes'", 'line 1, column 1'],
  ])('is refused when the profile alone does not answer it: %s', (expression, reason) => {
    const { audience, flaws } = compiled(expression);
    expect(audience).toBeNull();
    expect(flaws[0]?.message).toContain(reason);
  });
});
