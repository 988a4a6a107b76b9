import { isJsonObject, type Json } from '@waystream/core';
import type { Message } from '../pipeline/message.js';
import type { Outcome } from '../pipeline/outcome.js';
import { isTooLarge, type Parsed, parseText, tooLarge } from '../pipeline/parse-message.js';
import { refusal, refusalError } from '../pipeline/refusal.js';
import { type CollectionContext, collectionOrigin, type Delivery } from './collect-message.js';
import type { OpenInlet } from './find-inlet.js';
import { organisationOf, readRecord } from './read-record.js';
import { fullLine, refusalLine } from './validation-report.js';

/** One response a message, in the order of the messages. */
export interface CollectedBatch {
  inletId: string;
  batchId: string;
  receivedTimeMs: number;
  responses: ({ xactionId: string } | RefusedMessage)[];
}

/** `statusCode` repeats `status` under the name that clients of the original read. */
interface RefusedMessage {
  status: number;
  statusCode: number;
  message: string;
}

/**
 * Takes many messages; good ones are stored although others are bad.
 * Throws `malformed`, `overloaded` or `unavailable` for all of them together.
 */
export async function collectBatch(context: CollectionContext, delivery: Delivery): Promise<CollectedBatch> {
  const { intake, clock, newTransactionId } = context;
  const { inlet, traceparent, text } = delivery;
  const parsed = messagesOf(text);
  if (parsed.refusal) {
    await intake.take([{ refusal: parsed.refusal, text: () => text }], collectionOrigin(inlet));
    throw refusalError(parsed.refusal);
  }
  const now = clock.now();
  const batchId = newTransactionId(now);
  const couldHoldTooLarge = isTooLarge(text);
  const messages = parsed.value.map((message): Message => {
    const asText = () => JSON.stringify(message);
    if (couldHoldTooLarge && isTooLarge(asText())) return { refusal: tooLarge(), text: asText };
    return { ...readRecord(message, inlet.definitions, traceparent), text: asText };
  });
  const outcomes = await intake.take(messages, collectionOrigin(inlet));
  const responses = outcomes.map((outcome, index) =>
    responseTo(outcome, `${batchId}:${index}`, inlet, organisationOf(parsed.value[index] ?? null)),
  );
  return { inletId: inlet.inletId, batchId, receivedTimeMs: now, responses };
}

function messagesOf(text: string): Parsed<Json[]> {
  const parsed = parseText(text);
  if (parsed.refusal) return parsed;
  const messages = isJsonObject(parsed.value) ? parsed.value.messages : undefined;
  if (Array.isArray(messages)) return { value: messages, refusal: null };
  return { value: null, refusal: refusal('malformed', 'The body has no list "messages".') };
}

function responseTo(
  outcome: Outcome,
  xactionId: string,
  inlet: OpenInlet,
  organisation: string,
): CollectedBatch['responses'][number] {
  switch (outcome.kind) {
    case 'accepted':
      return { xactionId };
    case 'refused':
      return { status: 400, statusCode: 400, message: refusalLine(outcome.refusal, inlet, organisation) };
    case 'full':
      return { status: 429, statusCode: 429, message: fullLine(inlet, organisation) };
  }
}
