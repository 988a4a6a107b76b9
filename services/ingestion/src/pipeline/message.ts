import type { JsonObject } from '@waystream/core';
import type { CompiledEvent } from '@waystream/journey';
import type { SandboxDefinitions } from '../definitions/sandbox-definitions.js';
import type { SchemaDefinition } from '../definitions/schema-index.js';
import type { Refusal } from './refusal.js';

/** What a protocol hands to the pipeline: a payload with its schema, or the reason why there is none. */
export type Message = (ReadMessage | UnreadMessage) & {
  /** The message as it came, for the dead letters; asked for only when it is refused. */
  text(): string;
};

export interface ReadMessage {
  readonly refusal: null;
  readonly definitions: SandboxDefinitions;
  readonly schema: SchemaDefinition;
  readonly payload: JsonObject;
  /** The event that the address names; `null` where only the payload says what it is. */
  readonly named: CompiledEvent | null;
  /** W3C trace context of the producer. */
  readonly traceparent: string | undefined;
}

export interface UnreadMessage {
  readonly refusal: Refusal;
}
