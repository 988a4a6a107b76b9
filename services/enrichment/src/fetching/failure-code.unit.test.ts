import { expect, it } from 'vitest';
import { failureCode } from './failure-code.js';

it.each([
  [{ status: 'timeout' }, 'timeout'],
  [{ status: 'capping' }, 'capped'],
  [{ status: 'http', httpStatus: 503 }, 'http_503'],
  [{ status: 'ok', httpStatus: 200, code: 'notJson' }, 'notJson'],
  [{ status: 'ok', httpStatus: 204 }, 'notJson'],
  [{ status: 'ok', httpStatus: 200, code: 'responseTooLarge' }, 'internal'],
  [{ status: 'error', code: 'unreachable' }, 'internal'],
] as const)('a call that ended with %j fails with %s', (outcome, code) => {
  expect(failureCode({ elapsedMs: 1, attempts: 1, ...outcome })).toBe(code);
});
