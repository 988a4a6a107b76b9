import { isJsonObject, type Json, type JsonObject, parseJson } from '@waystream/core';
import { MESSAGE_BYTES } from '@waystream/service';
import { type Refusal, refusal } from './refusal.js';

export type Parsed<Value> = { value: Value; refusal: null } | { value: null; refusal: Refusal };

/** One message from its text. A request that holds one message is limited already; one among many is limited here. */
export function parseMessage(text: string): Parsed<JsonObject> {
  if (isTooLarge(text)) return { value: null, refusal: tooLarge() };
  const parsed = parseText(text);
  if (parsed.refusal) return parsed;
  if (isJsonObject(parsed.value)) return { value: parsed.value, refusal: null };
  return { value: null, refusal: refusal('malformed', 'A message is a JSON object.') };
}

export function parseText(text: string): Parsed<Json> {
  try {
    return { value: parseJson(text), refusal: null };
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'unreadable';
    return { value: null, refusal: refusal('malformed', `The body is not valid JSON: ${reason}.`) };
  }
}

/** Bytes are counted only in texts that could have too many: a code unit takes at most three. */
export function isTooLarge(text: string): boolean {
  return text.length * 3 > MESSAGE_BYTES && Buffer.byteLength(text) > MESSAGE_BYTES;
}

export function tooLarge(): Refusal {
  return refusal('malformed', `A message may have at most ${MESSAGE_BYTES} bytes.`, 'tooLarge');
}
