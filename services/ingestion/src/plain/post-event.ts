import type { Clock, NewId } from '@waystream/core';
import type { Definitions } from '../definitions/follow-definitions.js';
import type { Intake } from '../pipeline/intake.js';
import type { Message } from '../pipeline/message.js';
import { refusalError } from '../pipeline/refusal.js';
import { findEvent } from './find-event.js';
import { type PlainAnswer, plainAnswer } from './plain-answer.js';
import { readEvent } from './read-event.js';

/** What the use cases of the plain protocol work with. */
export interface PlainContext {
  readonly definitions: Definitions;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface PlainRequest {
  readonly sandbox: string;
  readonly eventName: string;
  readonly traceparent: string | undefined;
  readonly text: string;
}

/** Takes one event. Throws `malformed`, `notFound`, `invalid`, `overloaded` or `unavailable`. */
export async function postEvent(context: PlainContext, request: PlainRequest): Promise<PlainAnswer> {
  const { definitions, intake, clock, newId } = context;
  const { sandbox, eventName, traceparent, text } = request;
  const found = await findEvent(definitions, sandbox, eventName);
  const message: Message =
    'reason' in found
      ? { refusal: found, text: () => text }
      : readEvent(text, found, { traceparent, now: clock.now(), newId });
  const outcomes = await intake.take([message], plainOrigin(request));
  for (const outcome of outcomes) if (outcome.kind === 'refused') throw refusalError(outcome.refusal);
  return plainAnswer(outcomes);
}

export function plainOrigin({ sandbox, eventName }: PlainRequest) {
  return { protocol: 'plain', source: `ingestion ${sandbox} /events/${eventName}` } as const;
}
