import { hash32, type NewId } from '@waystream/core';

/** Names one request: time, process and a count, joined by colons, as clients of this protocol know it. */
export type NewTransactionId = (now: number) => string;

export function createTransactionIds(newId: NewId): NewTransactionId {
  const process = hash32(newId()) % 100_000;
  let count = 0;
  return (now) => `${now}:${process}:${count++}`;
}
