import type { Json, JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { parse, references } from './index.js';
import { format } from './syntax/format.js';
import { type Case, clean, outcomeOf } from './testing/outcome-of.js';

function yields(cases: readonly Case[]) {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}

describe('fields are read by their path', () => {
  yields([
    ['@{Purchase._id}', 'string', 'evt-1'],
    ['@{Purchase.amount}', 'decimal', 80.5],
    ['@{Purchase.timestamp}', 'dateTime', '2026-11-30T09:00:00.000Z'],
    ['@{Purchase.delivery}', 'dateTime', '2026-12-24T18:30:00.000+01:00'],
    ['@{Purchase.day}', 'dateOnly', '1990-05-04'],
    ['@{Purchase.alarm}', 'dateTimeOnly', '2026-03-29T02:30:00.000'],
    ['@{Purchase.nothing}', 'any', null],
    ['@{Purchase.missing}', 'any', null],
    ['@{Purchase.missing.deeper.still}', 'any', null],
    ["@{Purchase.rain.'3h'}", 'decimal', 4.2],
    ['@{Purchase.rain."-x"}', 'string', 'dash'],
    ["@{Purchase.rain.'@id'}", 'string', 'at'],
    ['@{Purchase."odd name"}', 'string', 'quoted'],
    ["@{'Purchase'.amount}", 'decimal', 80.5],
    ['@{My-Event.x}', 'integer', 1],
    ['@{ Purchase\n  .rain\n  ."3h" }', 'decimal', 4.2],
    ['@{Purchase.length}', 'string', 'a field called length'],
    ['@{Purchase.constructor}', 'string', 'a field called constructor'],
    ['@{Purchase.toString}', 'any', null],
    ['@{Purchase.__proto__}', 'any', null],
    ['@{Purchase.rain.hasOwnProperty}', 'any', null],
    ['@{Purchase.lines.length}', 'listAny', [null, null, null, null]],
    ['@{SegmentQualification.status}', 'string', 'realized'],
    ['#{ExperiencePlatform.Profile.person.name.lastName}', 'string', 'Snow'],
    ['#{Weather.main.temperature} > 30', 'boolean', true],
    ['#{Weather.main.temperature, params: {city: @{Purchase.city}}}', 'decimal', 31.5],
    ['#{JourneyProperties.namespace}', 'string', 'Email'],
    ['#{JourneyProperties.lastActionExecutionElapsedTime}', 'integer', 120],
    ['#{JourneyProperties.instanceUID}', 'string', null],
    ['@action{Push.messageId}', 'string', 'm-1'],
    ['@action{Push.jo_status}', 'string', 'http_200'],
    ['@{Purchase.rain}', 'object', { '3h': 4.2, '-x': 'dash', '@id': 'at' }],
  ]);
});

describe('a default stands in for what is absent', () => {
  yields([
    ['@{Purchase.missing, defaultValue: "x"}', 'string', 'x'],
    ['@{Purchase.city, defaultValue: "x"}', 'string', 'Orléans'],
    ['@{Purchase.nothing, defaultValue: 3}', 'integer', 3],
    ['@{Purchase.amount, defaultValue: 1}', 'decimal', 80.5],
    ['@{Purchase.empty, defaultValue: "x"}', 'string', ''],
    ['@{Purchase.missing, defaultValue: now()}', 'dateTime', '2026-12-01T10:00:00.000Z'],
    ['@{Purchase.missing, defaultValue: (now())}', 'dateTime', '2026-12-01T10:00:00.000Z'],
    ['@{Purchase.missing, defaultValue: @{Purchase.city}}', 'string', 'Orléans'],
    ['@{Purchase.lines.at(9).sku, defaultValue: "none"}', 'string', 'none'],
    ['@{Purchase.missing, defaultValue: [1]}', 'listInteger', [1]],
    ['#{Weather.main.wind, defaultValue: 0.5, params: {city: "x"}}', 'decimal', 0.5],
    ['#{JourneyProperties.instanceUID, defaultValue: "?"}', 'string', '?'],
    ['@action{Push.other, defaultValue: false}', 'boolean', false],
    ['@{Purchase.gift, defaultValue: null}', 'boolean', true],
  ]);
});

describe('a path goes on over the elements of a collection', () => {
  yields([
    ['@{Purchase.lines.sku}', 'listString', ['p1', 'p2', 'p3', 'p2']],
    ['@{Purchase.lines.stock}', 'listDecimal', [2.5, null, null, null]],
    ['@{Purchase.lines.maker.name}', 'listString', [null, 'Bolt', 'Nut', 'Bolt']],
    ['@{Purchase.lines.tags}', 'listString', ['a', 'b', 'c', 'c', 'd']],
    ['@{Purchase.lines.missing}', 'listAny', [null, null, null, null]],
    [
      '@{Purchase.lines.at}',
      'listDateTime',
      ['2026-11-03T00:00:00.000Z', '2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000+01:00', null],
    ],
    ['@{Purchase.lines.all().sku}', 'listString', ['p1', 'p2', 'p3', 'p2']],
    ['@{Purchase.lines.all(currentEventField.price > 25).sku}', 'listString', ['p2', 'p3', 'p2']],
    ['@{Purchase.lines.all(currentEventField.price > 99)}', 'listObject', []],
    ['@{Purchase.lines.all(currentEventField.stock > 1).sku}', 'listString', ['p1']],
    ['@{Purchase.lines.first().sku}', 'string', 'p1'],
    ['@{Purchase.lines.last().sku}', 'string', 'p2'],
    ['@{Purchase.lines.first(currentEventField.price > 25).price}', 'integer', 30],
    ['@{Purchase.lines.last(currentEventField.sku == "p2").price}', 'integer', 31],
    ['@{Purchase.lines.first(currentEventField.sku == "p9").price}', 'integer', null],
    ['@{Purchase.lines.at(0).sku}', 'string', 'p1'],
    ['@{Purchase.lines.at(@{Purchase.pieces}).price}', 'integer', 31],
    ['@{Purchase.lines.at(9).sku}', 'string', null],
    ['@{Purchase.lines.at(-1).sku}', 'string', null],
    ['@{Purchase.lines.at(9223372036854775807).sku}', 'string', null],
    ['@{Purchase.lines.at(null).sku}', 'string', null],
    ['@{Purchase.lines.at(1).tags.first()}', 'string', 'c'],
    ['@{Purchase.lines.tags.last()}', 'string', 'd'],
    ['@{Purchase.lines.all(count(currentEventField.tags) > 1).sku}', 'listString', ['p1', 'p2']],
    ['@{Purchase.lines.all(in("c", currentEventField.tags)).price}', 'listInteger', [30, 31]],
    ['@{Purchase.colours}', 'listString', ['red', 'green', 'red', null]],
    ['@{Purchase.colours.all(currentEventField == "red")}', 'listString', ['red', 'red']],
    ['@{Purchase.scores.first(currentEventField > 3)}', 'integer', 4],
    ['@{Purchase.scores.at(2)}', 'integer', null],
    ['@{Purchase.none.all()}', 'listAny', []],
    ['@{Purchase.none.first()}', 'any', null],
    ['@{Purchase.missing.all(currentEventField.x == 1).y}', 'listAny', null],
    ['@{Purchase.missing.first().y}', 'any', null],
    ['@{Purchase.matrix.at(0)}', 'listInteger', [1, 2]],
    [
      '@{Purchase.visits}',
      'listDateTime',
      ['2026-11-30T09:00:00.000Z', '2026-11-01T09:00:00.000+02:00', '2026-12-05T00:00:00.000Z'],
    ],
    ['#{ExperiencePlatform.Profile.emails.at(1).address}', 'string', 'b@x'],
    ['#{ExperiencePlatform.History.experienceevent.first().sku}', 'string', 'S3'],
    ['#{ExperiencePlatform.History.experienceevent.last().sku}', 'string', 'S1'],
    ['#{ExperiencePlatform.History.experienceevent.first(currentDataPackField.kind == "add").sku}', 'string', 'S2'],
    [
      'count(#{ExperiencePlatform.History.experienceevent.all(inLastDays(currentDataPackField.timestamp, 7)).sku})',
      'integer',
      2,
    ],
    [
      '#{ExperiencePlatform.History.experienceevent.all(currentDataPackField.sends > 0).items.last(currentDataPackField.n >= 5).n}',
      'integer',
      9,
    ],
    ['#{Weather.main.days.all(currentDataPackField.high > 20).high}', 'listInteger', [30]],
    ['@action{Push.parts.all(currentActionField.ok).ok}', 'listBoolean', [true]],
    ['@action{Push.parts.last().ok}', 'boolean', false],
    ['sort(@{Purchase.lines}, "price", false).first().sku', 'string', 'p3'],
    ['getListItem(sort(@{Purchase.lines}, "price", false), 0).maker.name', 'string', 'Nut'],
    ['limit(@{Purchase.lines}, 2).sku', 'listString', ['p1', 'p2']],
    ['(@{Purchase.lines}).at(1).sku', 'string', 'p2'],
    ['distinct(@{Purchase.lines}, "sku").all(currentEventField.price > 20).sku', 'listString', ['p2', 'p3']],
  ]);
});

describe('a condition inside a condition sees both elements', () => {
  yields([
    [
      '@{Purchase.lines.all(#{ExperiencePlatform.History.experienceevent.first(currentDataPackField.sends == 2).sku} == "S2" and currentEventField.price > 30).sku}',
      'listString',
      ['p3', 'p2'],
    ],
    [
      '#{Weather.main.days.all(count(@{Purchase.lines.all(currentEventField.price > currentDataPackField.high).sku}) > 2).high}',
      'listInteger',
      [18],
    ],
    [
      '@{Purchase.lines.all(count(@{Purchase.lines.all(currentEventField.price > 30).sku}) == 2 and currentEventField.price < 25).sku}',
      'listString',
      ['p1'],
    ],
  ]);
});

describe('maps are read by their keys', () => {
  yields([
    ["@{Purchase.identityMap.entry('Email').first().id}", 'string', 'ada@example.com'],
    ["@{Purchase.identityMap.entry('Email').id}", 'listString', ['ada@example.com', 'ada@work.example']],
    ["@{Purchase.identityMap.entry('Phone').first().id}", 'string', null],
    ["@{Purchase.identityMap.entry('toString').first().id}", 'string', null],
    ["@{Purchase.identityMap.entry('E' + 'CID').first().id}", 'string', '77'],
    ['@{Purchase.identityMap.ECID.first().id}', 'string', '77'],
    ['@{Purchase.identityMap.keys()}', 'listString', ['Email', 'ECID']],
    ['@{Purchase.identityMap.firstEntryKey()}', 'string', 'Email'],
    ['@{Purchase.identityMap.values().id}', 'listString', ['ada@example.com', 'ada@work.example', '77']],
    ["@{Purchase.consents.entry('email').val}", 'string', 'y'],
    ['@{Purchase.consents.keys()}', 'listString', ['email', 'push']],
    ['@{Purchase.consents.values().val}', 'listString', ['y', 'n']],
    ['@{Purchase.missing.keys()}', 'listString', null],
    ['@{Purchase.missing.entry("a")}', 'any', null],
    ['@{Purchase.missing.firstEntryKey()}', 'string', null],
    ['@{Purchase.consents.entry(null)}', 'object', null],
    ['@{Purchase.lines.maker.keys()}', 'listString', ['name', 'name', 'name']],
  ]);
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
