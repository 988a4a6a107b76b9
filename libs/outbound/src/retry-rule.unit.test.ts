import { describe, expect, it } from 'vitest';
import { nextTryAt, readRetryAfter } from './retry-rule.js';

const lost = { httpStatus: undefined, retryAfterMs: undefined };
const base = { failure: lost, attempt: 1, retries: 3, nowMs: 1_000, deadlineMs: 6_000, random: () => 1 };

describe('the next try', () => {
  it('waits twice as long each time, half of it by chance', () => {
    const waits = [1, 2, 3].map((attempt) => [
      (nextTryAt({ ...base, attempt, random: () => 0 }) ?? 0) - base.nowMs,
      (nextTryAt({ ...base, attempt, random: () => 1 }) ?? 0) - base.nowMs,
    ]);
    expect(waits).toEqual([
      [50, 100],
      [100, 200],
      [200, 400],
    ]);
  });

  it('does not exist once the retries are used up', () => {
    expect(nextTryAt({ ...base, attempt: 4 })).toBeUndefined();
    expect(nextTryAt({ ...base, retries: 0 })).toBeUndefined();
  });

  it('does not exist when it would begin after the deadline', () => {
    expect(nextTryAt({ ...base, deadlineMs: 1_101 })).toBe(1_100);
    expect(nextTryAt({ ...base, deadlineMs: 1_100 })).toBeUndefined();
  });

  it('is never before the time that the other side asked for', () => {
    const failure = { httpStatus: 429, retryAfterMs: 2_000 };
    expect(nextTryAt({ ...base, failure })).toBe(3_000);
    expect(nextTryAt({ ...base, failure: { ...failure, retryAfterMs: 10 } })).toBe(1_100);
  });
});

describe('Retry-After', () => {
  it.each([
    ['2', 2_000],
    ['0', 0],
    ['Thu, 01 Jan 1970 00:00:05 GMT', 4_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s is read as %s ms', (header, ms) => {
    expect(readRetryAfter(header, 1_000)).toBe(ms);
  });
});
