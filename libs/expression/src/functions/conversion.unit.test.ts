import { describe, expect, it } from 'vitest';
import { CONVERSION_CASES } from '../testing/cases/conversion-cases.js';
import { failed, outcomeOf } from '../testing/outcome-of.js';
import { yields } from '../testing/yields.js';

describe('conversions to simple types', () => {
  yields(CONVERSION_CASES['conversions to simple types']);

  it.each([
    ['toInteger("abc")', 'integer', 'conversion'],
    ['toInteger("")', 'integer', 'conversion'],
    ['toInteger(" 4")', 'integer', 'conversion'],
    ['toInteger("9223372036854775808")', 'integer', 'conversion'],
    ['toInteger(10000000000000000000.0)', 'integer', 'conversion'],
    ['toDecimal("abc")', 'decimal', 'conversion'],
    ['toDecimal("NaN")', 'decimal', 'conversion'],
    ['toDecimal("1e999")', 'decimal', 'conversion'],
    ['toDecimal("1,5")', 'decimal', 'conversion'],
  ] as const)('%s is recorded and null', (expression, type, code) => {
    expect(outcomeOf(expression)).toEqual(failed(type, code));
  });
});

describe('conversions to dates', () => {
  yields(CONVERSION_CASES['conversions to dates']);

  it.each([
    ['toDateOnly("2021-02-30")', 'dateOnly', 'conversion'],
    ['toDateOnly("2100-02-29")', 'dateOnly', 'conversion'],
    ['toDateOnly("19/02/2021")', 'dateOnly', 'conversion'],
    ['toDateTimeOnly("2021-13-01")', 'dateTimeOnly', 'conversion'],
    ['toDateTimeOnly("2021-01-01T24:00:00")', 'dateTimeOnly', 'conversion'],
    ['toDateTimeOnly("2021-01-01 10:00:00")', 'dateTimeOnly', 'conversion'],
    ['toDateTimeOnly(2021, 2, 29)', 'dateTimeOnly', 'range'],
    ['toDateTimeOnly(2021, 1, 1, 24, 0, 0)', 'dateTimeOnly', 'range'],
    ['toDateTime("2016-08-18T23:17:59.123")', 'dateTime', 'conversion'],
    ['toDateTime("2016-08-18")', 'dateTime', 'conversion'],
    ['toDateTime("2016-08-18T23:17:59.Z")', 'dateTime', 'conversion'],
    ['toDateTime("2016-08-18T23:17:59+2:00")', 'dateTime', 'conversion'],
    ['toDateTime(9223372036854775807)', 'dateTime', 'range'],
    ['toDateTime("+02:00", date("0001-01-01T00:00:00"))', 'dateTime', 'range'],
    ['toDateOnly(updateTimeZone(toDateTime("9999-12-31T23:30:00Z"), "+02:00"))', 'dateOnly', 'range'],
    ['toDateTimeOnly(updateTimeZone(toDateTime("0001-01-01T00:30:00Z"), "-02:00"))', 'dateTimeOnly', 'range'],
    ['toDuration("5 minutes")', 'duration', 'conversion'],
    ['toDuration("P1M")', 'duration', 'conversion'],
    ['toDuration("P")', 'duration', 'conversion'],
    ['toDuration("PT")', 'duration', 'conversion'],
    ['toDuration("P1DT")', 'duration', 'conversion'],
    ['toDuration("P999999999999999D")', 'duration', 'conversion'],
    ['toDuration(9223372036854775807)', 'duration', 'range'],
  ] as const)('%s is recorded and null', (expression, type, code) => {
    expect(outcomeOf(expression)).toEqual(failed(type, code));
  });
});
