import type { CallOutcome } from '@waystream/outbound';

/** Why a field group could not be fetched, as journeys and reports see it. The list is closed. */
export type FetchFailure = 'unknownFieldGroup' | 'timeout' | 'capped' | 'notJson' | 'internal' | `http_${number}`;

/** The failure of a call that brought no data, in these words. */
export function failureCode({ status, httpStatus, code }: CallOutcome): FetchFailure {
  switch (status) {
    case 'timeout':
      return 'timeout';
    case 'capping':
      return 'capped';
    case 'http':
      return httpStatus === undefined ? 'internal' : `http_${httpStatus}`;
    case 'ok':
      return code === 'responseTooLarge' ? 'internal' : 'notJson';
    case 'error':
      return 'internal';
    default:
      return unknownStatus(status);
  }
}

function unknownStatus(status: never): never {
  throw new TypeError(`a call cannot end with ${String(status)}`);
}
