import type { Json, JsonObject } from '@waystream/core';
import type { EvaluationContext } from '@waystream/expression';
import { parse, references } from '@waystream/expression';
import { describe, expect, it } from 'vitest';
import { decidingFields } from '../compile/deciding-fields.js';
import { witnessOf } from './witness.js';

const contextOf = (events: Record<string, JsonObject>, data: Json = null): EvaluationContext => ({
  now: 0,
  timezone: 'UTC',
  random: () => 0,
  newId: () => '',
  event: (name) => events[name],
  dataSource: () => data,
  action: () => undefined,
  journeyProperty: (name) => (name === 'lastErrorCode' ? 'timeout' : undefined),
  inAudience: () => true,
  report: () => {},
});

const fieldsOf = (...expressions: string[]) => decidingFields(expressions.map((text) => references(parse(text).ast)));

describe('a witness', () => {
  it('tells the fields that expressions refer to, and no others', () => {
    const cart = { total: 20, secret: 'x', lines: [{ sku: 'a' }, { sku: 'b' }] };
    const fields = fieldsOf('@{Cart.total} > 1', "in('a', @{Cart.lines.sku}) or @{Cart.note} is null");
    const { context, seen } = witnessOf('n', contextOf({ Cart: cart }), fields);
    context.event('Cart');
    expect(seen()).toEqual({ 'Cart.total': 20, 'Cart.lines.sku': ['a', 'b'], 'Cart.note': null });
  });

  it('tells what was fetched, the audiences and the journey properties', () => {
    const text = '#{Weather.now.celsius} > 1 and inAudience("Silver") and #{JourneyProperties.lastErrorCode} == "x"';
    const { context, seen } = witnessOf('n', contextOf({}, { celsius: 7.5, region: 'x' }), fieldsOf(text));
    context.dataSource('Weather', 'now', null);
    context.inAudience('Silver');
    context.journeyProperty('lastErrorCode');
    expect(seen()).toEqual({
      'Weather.now.celsius': 7.5,
      'inAudience.Silver': true,
      'JourneyProperties.lastErrorCode': 'timeout',
    });
  });

  it('tells nothing of what was not read', () => {
    const { context, seen } = witnessOf('n', contextOf({ Cart: { total: 1 } }), fieldsOf('@{Cart.total} > 1'));
    expect(seen()).toBeNull();
    context.event('Other');
    expect(seen()).toBeNull();
  });

  it('cuts long values short and keeps to two hundred characters', () => {
    const letters = 'abcdefghij';
    const cart = Object.fromEntries([...letters].map((field) => [field, field.repeat(500)]));
    const fields = fieldsOf(...[...letters].map((field) => `@{Cart.${field}} == 'x'`));
    const { context, seen } = witnessOf('n', contextOf({ Cart: cart }), fields);
    context.event('Cart');
    const told = seen();
    expect(told?.['Cart.a']).toBe(`${'a'.repeat(59)}…`);
    expect(Object.keys(told ?? {}).length).toBeGreaterThan(1);
    expect(JSON.stringify(told).length).toBeLessThanOrEqual(200);
  });
});
