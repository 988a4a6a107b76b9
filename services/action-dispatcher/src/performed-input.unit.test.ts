import { type ActionRequest, actionDefinition } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { performedInput } from './performed-input.js';

const request: ActionRequest = {
  ...{ v: 1, id: 'i.3', person: 'prod:Email:ada@example.com', journey: 'j', version: 'v', instance: 'i', visit: 3 },
  ...{ node: 'n', at: 0, timeoutMs: 5_000, channel: 'custom', action: 'Push', parameters: {} },
};
const action = (more: object = {}) => actionDefinition.parse({ name: 'Push', url: 'https://push.example', ...more });
const answered = { status: 'ok', httpStatus: 200, elapsedMs: 12, attempts: 1 } as const;

describe('the input for the evaluator', () => {
  it('belongs to the visit that asked, under the id of the request', () => {
    expect(performedInput(request, action(), answered)).toEqual({
      ...{ v: 1, id: 'i.3', person: request.person, type: 'performed', instance: 'i', visit: 3 },
      outcome: answered,
    });
  });

  it.each(['responsePayload', 'errorPayload'])('carries the answer of an action that describes its %s', (described) => {
    const input = performedInput(request, action({ [described]: { a: 1 } }), { ...answered, body: { a: 2 } });
    expect(input.outcome.response).toEqual({ a: 2 });
  });

  it('carries no answer of an action that describes none, and none that is no object', () => {
    const described = action({ responsePayload: { a: 1 } });
    expect(performedInput(request, action(), { ...answered, body: { a: 2 } }).outcome).toEqual(answered);
    expect(performedInput(request, described, { ...answered, body: ['a'] }).outcome).toEqual(answered);
  });

  it('names the cause of an error, and of nothing else', () => {
    const failed = { status: 'error', code: 'unreachable', elapsedMs: 1, attempts: 1 } as const;
    expect(performedInput(request, action(), failed).outcome.code).toBe('unreachable');
    expect(performedInput(request, action(), { ...answered, code: 'notJson' }).outcome).not.toHaveProperty('code');
  });
});
