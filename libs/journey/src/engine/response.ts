import type { JsonObject } from '@waystream/core';
import type { PerformedOutcome } from './move.js';

/** What later steps read of a call: the fields of its answer, and in `jo_status` how it went. */
export function responseOf(outcome: PerformedOutcome): JsonObject {
  return { ...outcome.response, jo_status: statusOf(outcome) };
}

function statusOf({ status, httpStatus }: PerformedOutcome): string {
  switch (status) {
    case 'ok':
      return `http_${httpStatus ?? 200}`;
    case 'http':
      return `http_${httpStatus ?? 0}`;
    case 'timeout':
      return 'timeout';
    case 'capping':
      return 'capped';
    case 'error':
      return 'internal';
  }
}
