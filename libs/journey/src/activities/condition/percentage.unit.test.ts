import { describe, expect, it } from 'vitest';
import { pathAtShare } from './percentage.js';

const paths = (...percentages: number[]) =>
  percentages.map((percentage, index) => ({ id: String.fromCharCode(97 + index), percentage }));
const taken = (percentages: number[], share: number) => pathAtShare(paths(...percentages), share).id;

describe('a share of people', () => {
  it('belongs to the path in whose part it falls, borders to the lower path', () => {
    expect([0, 0.2999, 0.3, 0.99].map((share) => taken([30, 70], share))).toEqual(['a', 'a', 'b', 'b']);
  });

  it('never belongs to a path of 0 %', () => {
    expect([0, 0.5, 0.999_999_999].map((share) => taken([0, 50, 50, 0], share))).toEqual(['b', 'c', 'c']);
  });

  it('belongs to the last path where decimals add up to slightly less than the whole', () => {
    expect(taken([33.333333, 33.333333, 33.333333], 0.999_999_999_9)).toBe('c');
    expect(taken([10.1, 20.2, 69.7], 0.999_999_999_9)).toBe('c');
  });
});
