import { join } from 'node:path';
import { isJsonObject, type Json, type JsonObject, parseJson } from '@waystream/core';
import { request } from 'undici';
import type { Helper } from '../system/start-helpers.js';

/** The systems around Waystream, as the sample needs them: both listen behind the services. */
const RESERVATION_OFFSET = 10;
const DELIVERY_OFFSET = 11;

export function sampleServers(folder: string, base: number): Helper[] {
  return [
    {
      name: 'sample reservation service',
      program: join(folder, 'reservation-service.mjs'),
      port: base + RESERVATION_OFFSET,
    },
    { name: 'sample delivery sinks', program: join(folder, 'delivery-sinks.mjs'), port: base + DELIVERY_OFFSET },
  ];
}

/** What stands for the placeholders in the sample's configuration. */
export function sampleVariables(base: number): { RESERVATION_URL: string; DELIVERY_URL: string } {
  return {
    RESERVATION_URL: `http://127.0.0.1:${base + RESERVATION_OFFSET}`,
    DELIVERY_URL: `http://127.0.0.1:${base + DELIVERY_OFFSET}`,
  };
}

/** What arrived at the sinks since they were started. */
export interface Received {
  /** `<channel>.<template>` → calls. */
  readonly messages: Readonly<Record<string, number>>;
  /** Idempotency keys that came more than once. */
  readonly repeated: readonly string[];
}

export async function fetchReceived(base: number): Promise<Received> {
  const { body } = await request(`${sampleVariables(base).DELIVERY_URL}/received`);
  const answer = parseJson(await body.text());
  const { received, idempotencyKeys } = objectOr(answer);
  const { repeated } = objectOr(idempotencyKeys);
  const messages = Object.entries(objectOr(received)).flatMap(([channel, counts]) =>
    Object.entries(objectOr(counts)).map(([template, calls]): [string, number] => [
      `${channel}.${template}`,
      Number(calls),
    ]),
  );
  return { messages: Object.fromEntries(messages), repeated: Array.isArray(repeated) ? repeated.map(String) : [] };
}

function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
