import type { Json, JsonObject } from '@waystream/core';

/**
 * Everything an evaluation may read. Time and chance come in here, so that the same context always gives the same value.
 * Documents are read and never changed; what is absent is `undefined`.
 */
export interface EvaluationContext extends ErrorSink {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The journey's time zone, an IANA name. */
  readonly timezone: string;
  /** A number from 0 to below 1. */
  random(): number;
  /** A new UUID. */
  newId(): string;
  event(name: string): JsonObject | undefined;
  /** The response for these parameters, which come in wire form; `null` when the reference gives none. */
  dataSource(source: string, fieldGroup: string, params: Record<string, Json> | null): Json | undefined;
  /** An action's response with its `jo_status`. */
  action(name: string): JsonObject | undefined;
  journeyProperty(name: string): Json | undefined;
  inAudience(name: string): boolean;
}

/** Where an evaluation records what it could not do; it goes on with `null`. */
export interface ErrorSink {
  report(error: EvaluationError): void;
}

export type EvaluationErrorCode = 'conversion' | 'mistyped' | 'overflow' | 'pattern' | 'range';

/**
 * Something that became `null` for want of a value: a text that cannot be converted, data of another type than declared,
 * an integer beyond 64 bits, an invalid regular expression, a date or number out of range. `from` and `to` are offsets in
 * the expression. Messages never contain data.
 */
export interface EvaluationError {
  readonly code: EvaluationErrorCode;
  readonly message: string;
  readonly from: number;
  readonly to: number;
}
