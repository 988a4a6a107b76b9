import { describe, expect, it } from 'vitest';
import { describeProblem } from './describe-problem.js';

describe('a refusal in words', () => {
  it('begins with title and detail and has a line for every flaw with its place', () => {
    const body = {
      title: 'The content is not valid',
      detail: '2 values are not as described.',
      errors: [
        { path: '/name', code: 'invalid_type', message: 'is missing' },
        { path: '', index: 3, code: 'missingKey', message: 'the key is empty' },
      ],
    };
    const { message, details } = describeProblem('POST /authoring/events', { status: 422, body });
    expect(message).toBe('The content is not valid: 2 values are not as described.');
    expect(details).toEqual(['/name  is missing  [invalid_type]', '#3  the key is empty  [missingKey]']);
  });

  it('names the activity and the field of a journey issue', () => {
    const errors = [{ activity: 'welcome', field: 'action', code: 'ERR_ACTION_UNKNOWN', message: 'no such action' }];
    const { details } = describeProblem('x', { status: 422, body: { title: 'Invalid', errors } });
    expect(details).toEqual(['welcome/action  no such action  [ERR_ACTION_UNKNOWN]']);
  });

  it('does not say twice what the detail says already', () => {
    const body = {
      title: 'Missing',
      detail: 'There is no event "A"',
      errors: [{ path: '', message: 'There is no event "A"' }],
    };
    expect(describeProblem('x', { status: 404, body }).details).toEqual([]);
  });

  it('falls back to the status when the answer is no problem document', () => {
    expect(describeProblem('GET /x', { status: 502, body: 'Bad gateway' })).toMatchObject({
      message: 'GET /x was refused with status 502',
      details: ['Bad gateway'],
    });
  });
});
