import { refusalError } from '../pipeline/refusal.js';
import { findEvent } from './find-event.js';
import { type PlainAnswer, plainAnswer } from './plain-answer.js';
import { type PlainContext, type PlainRequest, plainOrigin } from './post-event.js';
import { readEvent } from './read-event.js';

/**
 * Takes many events, one a line; empty lines do not count. Good ones are stored although others are bad.
 * Throws `notFound`, `overloaded` or `unavailable` for all of them together.
 */
export async function postEvents(context: PlainContext, request: PlainRequest): Promise<PlainAnswer> {
  const { definitions, intake, clock, newId } = context;
  const { sandbox, eventName, traceparent, text } = request;
  const found = await findEvent(definitions, sandbox, eventName);
  if ('reason' in found) {
    await intake.take([{ refusal: found, text: () => text }], plainOrigin(request));
    throw refusalError(found);
  }
  const now = clock.now();
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const messages = lines.map((line) => readEvent(line, found, { traceparent, now, newId }));
  return plainAnswer(await intake.take(messages, plainOrigin(request)));
}
