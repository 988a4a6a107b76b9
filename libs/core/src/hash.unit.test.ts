import { describe, expect, it } from 'vitest';
import { derivedId, hash128, hashFraction } from './index.js';

describe('the stable hash', () => {
  it('never changes, because partitions and ids that are stored depend on it', () => {
    expect(hash128('')).toEqual([0, 0, 0, 0]);
    expect(hash128('ada@example.com')).toMatchInlineSnapshot(`
      [
        3589672889,
        3959164371,
        1378796656,
        3057069524,
      ]
    `);
    expect(derivedId('journey', 'ada', '1')).toMatchInlineSnapshot(`"Z4jVA2tiek0UIZN4"`);
  });

  it('tells texts apart that differ only in one high byte', () => {
    expect(hash128('a')).not.toEqual(hash128('š'));
  });

  it('spreads fractions evenly over ten parts', () => {
    const parts = new Array<number>(10).fill(0);
    for (let person = 0; person < 10_000; person++) {
      const part = Math.floor(hashFraction(`person-${person}`) * 10);
      parts[part] = (parts[part] ?? 0) + 1;
    }
    expect(Math.min(...parts)).toBeGreaterThan(900);
    expect(Math.max(...parts)).toBeLessThan(1100);
  });
});
