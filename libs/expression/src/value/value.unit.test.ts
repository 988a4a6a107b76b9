import type { Json } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { type FieldShape, fromWire, instantOf, isTrue, toWire } from '../index.js';

describe('the wire form', () => {
  it.each<readonly [FieldShape, Json]>([
    [{ kind: 'string' }, 'a'],
    [{ kind: 'integer' }, 3],
    [{ kind: 'integer' }, '9223372036854775807'],
    [{ kind: 'integer' }, '-9223372036854775808'],
    [{ kind: 'decimal' }, 2.5],
    [{ kind: 'boolean' }, false],
    [{ kind: 'dateOnly' }, '2024-02-29'],
    [{ kind: 'dateTimeOnly' }, '2024-02-29T12:00:00.001'],
    [{ kind: 'dateTime' }, '2024-02-29T12:00:00.000+05:30'],
    [{ kind: 'dateTime' }, '0001-01-02T00:00:00.000Z'],
    [{ kind: 'duration' }, '-PT1H0.5S'],
    [{ kind: 'list', of: { kind: 'dateOnly' } }, ['2024-02-29', null]],
    [{ kind: 'object', fields: {} }, { a: [1, { b: null }] }],
    [{ kind: 'any' }, { a: 1 }],
    [{ kind: 'integer' }, null],
  ])('%j reads back as %j', (type, wire) => {
    expect(toWire(fromWire(wire, type))).toEqual(wire);
  });

  it.each<readonly [FieldShape, Json | undefined]>([
    [{ kind: 'string' }, ['a']],
    [{ kind: 'integer' }, 2.5],
    [{ kind: 'integer' }, '9223372036854775808'],
    [{ kind: 'integer' }, 1e20],
    [{ kind: 'decimal' }, '2.5'],
    [{ kind: 'boolean' }, 1],
    [{ kind: 'dateOnly' }, '2023-02-29'],
    [{ kind: 'dateTime' }, '2024-02-29T12:00:00'],
    [{ kind: 'dateTime' }, '0000-01-01T00:00:00Z'],
    [{ kind: 'duration' }, 5],
    [{ kind: 'list', of: { kind: 'string' } }, 'a'],
    [{ kind: 'object', fields: {} }, []],
    [{ kind: 'string' }, undefined],
  ])('%j gives null for %j', (type, wire) => {
    expect(fromWire(wire, type)).toBeNull();
  });
});

it('only true is true', () => {
  expect([true, false, null, 1, 'true'].map(isTrue)).toEqual([true, false, false, false, false]);
});

describe('instantOf', () => {
  const at = (kind: 'dateOnly' | 'dateTimeOnly' | 'dateTime' | 'duration' | 'string', text: string) =>
    instantOf(fromWire(text, { kind }), 'Europe/Paris');

  it.each([
    ['dateTime', '2026-07-01T12:00:00+05:00', '2026-07-01T07:00:00Z'],
    ['dateTimeOnly', '2026-07-01T12:00:00', '2026-07-01T10:00:00Z'],
    ['dateOnly', '2026-01-01', '2025-12-31T23:00:00Z'],
    ['dateTimeOnly', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
    ['dateTimeOnly', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
  ] as const)('reads a %s %s in the zone', (kind, text, instant) => {
    expect(at(kind, text)).toBe(Date.parse(instant));
  });

  it('is null for what is no point in time', () => {
    expect(at('duration', 'PT1H')).toBeNull();
    expect(at('string', '2026')).toBeNull();
    expect(instantOf(null, 'UTC')).toBeNull();
  });
});
