import type { Clock } from '@waystream/core';
import type { Intake } from '../pipeline/intake.js';
import type { Message } from '../pipeline/message.js';
import { parseMessage } from '../pipeline/parse-message.js';
import type { Refusal } from '../pipeline/refusal.js';
import type { OpenInlet } from './find-inlet.js';
import { organisationOf, readRecord } from './read-record.js';
import type { NewTransactionId } from './transaction-ids.js';

/** What the use cases of the Streaming Ingestion protocol work with. */
export interface CollectionContext {
  readonly intake: Intake;
  readonly clock: Clock;
  readonly newTransactionId: NewTransactionId;
}

export interface Delivery {
  readonly inlet: OpenInlet;
  readonly traceparent: string | undefined;
  readonly text: string;
}

/** The receipt, and why the message was refused if it was. */
export interface Collected {
  readonly receipt: { inletId: string; xactionId: string; receivedTimeMs: number };
  readonly refusal: Refusal | null;
  readonly organisation: string;
}

/** Takes one message. Throws `overloaded` or `unavailable`. */
export async function collectMessage(context: CollectionContext, delivery: Delivery): Promise<Collected> {
  const { intake, clock, newTransactionId } = context;
  const { inlet, traceparent, text } = delivery;
  const now = clock.now();
  const parsed = parseMessage(text);
  const read = parsed.refusal ? parsed : readRecord(parsed.value, inlet.definitions, traceparent);
  const message: Message = { ...read, text: () => text };
  const [outcome] = await intake.take([message], collectionOrigin(inlet));
  return {
    receipt: { inletId: inlet.inletId, xactionId: newTransactionId(now), receivedTimeMs: now },
    refusal: outcome?.kind === 'refused' ? outcome.refusal : null,
    organisation: organisationOf(parsed.value),
  };
}

export function collectionOrigin({ definitions, inletId }: OpenInlet) {
  return { protocol: 'collection', source: `ingestion ${definitions.sandbox} /collection/${inletId}` } as const;
}
