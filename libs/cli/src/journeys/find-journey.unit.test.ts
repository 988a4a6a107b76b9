import { describe, expect, it } from 'vitest';
import { latestVersion } from './find-journey.js';

const journey = {
  uid: 'j',
  name: 'J',
  versions: [
    { uid: 'a', version: 1, status: 'closed' },
    { uid: 'b', version: 2, status: 'closed' },
    { uid: 'c', version: 3, status: 'live' },
    { uid: 'd', version: 4, status: 'draft' },
  ],
};

describe('the version that a command is about', () => {
  it('is the latest one in the first status that there is', () => {
    expect(latestVersion(journey, ['live', 'closed'])?.uid).toBe('c');
    expect(latestVersion(journey, ['stopped', 'closed'])?.uid).toBe('b');
  });

  it('may not exist', () => {
    expect(latestVersion(journey, ['stopped'])).toBeUndefined();
  });
});
