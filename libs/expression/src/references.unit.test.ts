import type { Json, JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { parse, references } from './index.js';
import { format } from './syntax/format.js';
import { REFERENCE_CASES } from './testing/cases/references-cases.js';
import { outcomeOf } from './testing/outcome-of.js';
import { yields } from './testing/yields.js';

describe('fields are read by their path', () => {
  yields(REFERENCE_CASES['fields are read by their path']);
});

describe('a default stands in for what is absent', () => {
  yields(REFERENCE_CASES['a default stands in for what is absent']);
});

describe('a path goes on over the elements of a collection', () => {
  yields(REFERENCE_CASES['a path goes on over the elements of a collection']);
});

describe('a condition inside a condition sees both elements', () => {
  yields(REFERENCE_CASES['a condition inside a condition sees both elements']);
});

describe('maps are read by their keys', () => {
  yields(REFERENCE_CASES['maps are read by their keys']);
});

describe('live data is held to the types of the example', () => {
  it.each<readonly [string, string, JsonObject, JsonObject]>([
    ['@{E.number} + 1', 'integer', { number: 1 }, { number: 2.5 }],
    ['@{E.flag}', 'boolean', { flag: true }, { flag: 'true' }],
    ['upper(@{E.text})', 'string', { text: 'a' }, { text: { a: 1 } }],
    ['@{E.day}', 'dateOnly', { day: '2026-01-01' }, { day: 'soon' }],
    ['@{E.at} > now()', 'boolean', { at: '2026-01-01T00:00:00Z' }, { at: '2026-01-01' }],
    ['sum(@{E.list})', 'integer', { list: [1] }, { list: 5 }],
    ['@{E.object}', 'object', { object: {} }, { object: 3 }],
  ])('%s records what does not fit', (expression, type, example, live) => {
    const outcome = outcomeOf(expression, { events: { E: live } }, { events: { E: example } });
    expect(outcome).toEqual({
      type,
      value: type === 'boolean' && expression.includes('>') ? false : null,
      errors: ['mistyped'],
      issues: [],
    });
  });

  it.each<readonly [string, Json, JsonObject, JsonObject]>([
    ['@{E.text}', '17', { text: 'a' }, { text: 17 }],
    ['@{E.text}', 'true', { text: 'a' }, { text: true }],
    ['@{E.number} + 1', 3, { number: 1 }, { number: '2' }],
    ['@{E.number}', '9007199254740993', { number: 1 }, { number: '9007199254740993' }],
    ['@{E.ratio}', 2, { ratio: 0.5 }, { ratio: 2 }],
    ['@{E.list}', ['1', 'b'], { list: ['a'] }, { list: [1, 'b'] }],
  ])('%s reads %j from data that means it', (expression, value, example, live) => {
    expect(outcomeOf(expression, { events: { E: live } }, { events: { E: example } })).toMatchObject({
      value,
      errors: [],
    });
  });

  it('keeps the elements that fit and records the others', () => {
    const outcome = outcomeOf('@{E.list}', { events: { E: { list: [1, 'x', 3] } } }, { events: { E: { list: [1] } } });
    expect(outcome).toMatchObject({ type: 'listInteger', value: [1, null, 3], errors: ['mistyped'] });
  });
});

describe('references are known without running the expression', () => {
  const of = (text: string) => references(parse(text).ast);

  it('names the fields of events up to the first collection', () => {
    expect(of('@{A.b.c} == 1 and @{A.list.all(currentEventField.x > 1).y} has null and @{B} is null').events).toEqual([
      { event: 'A', path: ['b', 'c'] },
      { event: 'A', path: ['list'] },
      { event: 'B', path: null },
    ]);
  });

  it('puts the data sources that parameters need before those that have the parameters', () => {
    const text =
      '#{W.main.temp, params: {place: #{Gps.main.at, params: {city: @{P.city}}}}} > 1 and #{W.main.wind, params: {place: #{Gps.main.at, params: {city: @{P.city}}}}} > 2';
    const found = of(text).dataSources;
    expect(found.map(({ source, paths }) => [source, paths])).toEqual([
      ['Gps', [['at']]],
      ['W', [['temp'], ['wind']]],
    ]);
    expect(format(found[0]?.params?.city ?? parse('').ast)).toBe('@{P.city}');
  });

  it('tells fetches apart that differ in their parameters', () => {
    expect(of('#{W.m.t, params: {c: "a"}} + #{W.m.t, params: {c: "b"}} + #{W.m.t}').dataSources).toHaveLength(3);
  });

  it('finds what stands in defaults, conditions, lists and arguments', () => {
    const found = of('[@{A.x, defaultValue: @{B.y}}, upper(@{C.z.first(currentEventField == @{D.w}).v})]');
    expect(found.events.map(({ event }) => event).sort()).toEqual(['A', 'B', 'C', 'D']);
  });

  it('names audiences, actions and journey properties once', () => {
    const found = of(
      'inAudience("x") or inSegment("y") or inAudience("x") or @action{Push.a} == #{JourneyProperties.namespace}',
    );
    expect(found.audiences).toEqual(['x', 'y']);
    expect(found.actions).toEqual([{ action: 'Push', path: ['a'] }]);
    expect(found.journeyProperties).toEqual(['namespace']);
  });
});
