import { type JsonObject, type NewId, toRfc3339 } from '@waystream/core';
import type { Message } from '../pipeline/message.js';
import { parseMessage } from '../pipeline/parse-message.js';
import type { NamedEvent } from './find-event.js';

/** One payload of plain JSON as a message, with `_id` and `timestamp` filled in where the producer left them out. */
export function readEvent(
  text: string,
  named: NamedEvent,
  { traceparent, now, newId }: { traceparent: string | undefined; now: number; newId: NewId },
): Message {
  const { value: payload, refusal } = parseMessage(text);
  if (refusal) return { refusal, text: () => text };
  const { definitions, event, schema } = named;
  const complete = withDefaults(payload, now, newId);
  return { refusal: null, definitions, schema, payload: complete, named: event, traceparent, text: () => text };
}

function withDefaults(payload: JsonObject, now: number, newId: NewId): JsonObject {
  if (payload._id !== undefined && payload.timestamp !== undefined) return payload;
  return { ...payload, _id: payload._id ?? newId(), timestamp: payload.timestamp ?? toRfc3339(now) };
}
