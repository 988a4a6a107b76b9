import { AppError, type ErrorCode, type Flaw } from '@waystream/core';
import type { DeadLetterReason } from '@waystream/redis';

/** Why a message is not taken in; `flaws` name the places, as pointers into the payload. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly detail: string;
  readonly flaws: readonly Flaw[];
}

export type RefusalReason = Extract<DeadLetterReason, 'malformed' | 'schema' | 'unknownEvent' | 'missingKey'>;

/** A refusal that is about the message as a whole. */
export function refusal(reason: RefusalReason, detail: string, code: string = reason): Refusal {
  return { reason, detail, flaws: [{ path: '', code, message: detail }] };
}

const CODES: Record<RefusalReason, ErrorCode> = {
  malformed: 'malformed',
  schema: 'invalid',
  unknownEvent: 'notFound',
  missingKey: 'invalid',
};

/** The refusal as the answer to a request that carried this one message. */
export function refusalError({ reason, detail, flaws }: Refusal): AppError {
  return new AppError(CODES[reason], detail, { flaws });
}
