import type { Json } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { readContext } from './read-context.js';

const NOW_MS = Date.UTC(2026, 0, 2);
const flawsOf = (document: Json) => readContext(document, NOW_MS).flaws;

describe('a context from outside', () => {
  it('is in the present, in UTC and empty where it says nothing', () => {
    const empty = { events: {}, dataSources: {}, actions: {}, audiences: [], journey: {} };
    expect(readContext({}, NOW_MS)).toEqual({ context: { now: NOW_MS, timezone: 'UTC', ...empty }, flaws: [] });
  });

  it.each(['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.678+02:00', 0, 1_767_323_045_000])('may be at %j', (now) => {
    expect(readContext({ now }, NOW_MS)).toMatchObject({ context: { now }, flaws: [] });
  });

  it.each<[string, Json]>([
    ['now', { now: '2026-01-02' }],
    ['now', { now: 1e18 }],
    ['now', { now: -1 }],
    ['now', { now: null }],
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['timezone', { timezone: 2 }],
    ['events', { events: [] }],
    ['events.E', { events: { E: 'x' } }],
    ['dataSources', { dataSources: null }],
    ['dataSources.S', { dataSources: { S: [1] } }],
    ['actions.A', { actions: { A: null } }],
    ['audiences', { audiences: 'Silver' }],
    ['audiences', { audiences: ['Silver', 5] }],
    ['journey', { journey: 'J' }],
    ['event', { event: {} }],
  ])('is refused at %s: %j', (place, document) => {
    expect(flawsOf(document)).toEqual([expect.stringMatching(new RegExp(`^${place} (must|is no)`))]);
  });

  it('takes any JSON as the answer for a field group', () => {
    expect(flawsOf({ dataSources: { S: { a: null, b: [1], c: 'x' } } })).toEqual([]);
  });

  it('names the fields that there are when no name is close', () => {
    expect(flawsOf({ weather: 1 })).toEqual([expect.stringContaining('the fields are now, timezone, events')]);
  });
});
