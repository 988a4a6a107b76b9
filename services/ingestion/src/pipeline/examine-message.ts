import type { JsonObject } from '@waystream/core';
import { type CompiledEvent, personId } from '@waystream/journey';
import type { Arrival } from '@waystream/redis';
import { assignKeys, missingKey } from './assign-keys.js';
import { checkSchema } from './check-schema.js';
import { matchEvents } from './match-events.js';
import type { Message, ReadMessage } from './message.js';
import { type Refusal, refusal } from './refusal.js';
import { toArrivals } from './to-arrivals.js';
import { toBusinessArrivals } from './to-business-arrivals.js';

/** What a message comes to, before anything is stored. */
export type Examined =
  /** `leftOut` tells of matched events that had to be passed over while others went on. */
  | { kind: 'event'; id: string; arrivals: Arrival[]; leftOut: Refusal | null }
  | { kind: 'profile'; id: string; person: string; attributes: JsonObject }
  | { kind: 'refused'; refusal: Refusal };

/** The pure part of the pipeline: schema, event definitions, keys, inputs. `now` is epoch milliseconds. */
export function examineMessage(message: Message, now: number): Examined {
  if (message.refusal) return { kind: 'refused', refusal: message.refusal };
  const flaw = checkSchema(message);
  if (flaw) return { kind: 'refused', refusal: flaw };
  const { schema } = message;
  switch (schema.class) {
    case 'experienceEvent':
      return examineEvent(message, now);
    case 'profile':
      return examineProfile(message);
    case 'record': {
      const detail = `The schema "${schema.name}" describes records to look up; this address takes events and profiles.`;
      return { kind: 'refused', refusal: refusal('schema', detail) };
    }
  }
}

/**
 * Without its key, an event that the producer asked for by name or ID is refused. A rule-based one is only passed over
 * while the message is something else as well: whoever adds a rule must not cut off the events of other journeys.
 */
function examineEvent(message: ReadMessage, now: number): Examined {
  const matched = matchEvents(message, now);
  const isBusiness = ({ definition }: CompiledEvent) => definition.type === 'business';
  const business = matched.filter(isBusiness);
  const { people, keyless } = assignKeys(
    message,
    matched.filter((event) => !isBusiness(event)),
    now,
  );
  const isAskedFor = keyless.some((event) => event === message.named || event.definition.idType === 'systemGenerated');
  if (keyless.length > 0 && (people.size + business.length === 0 || isAskedFor))
    return { kind: 'refused', refusal: missingKey(keyless) };
  const id = idOf(message.payload);
  const leftOut = keyless.length > 0 ? missingKey(keyless) : null;
  const arrivals = [...toArrivals(message, id, people, now), ...toBusinessArrivals(message, id, business, now)];
  return { kind: 'event', id, arrivals, leftOut };
}

/** A profile belongs to the primary identity of its record. */
function examineProfile({ definitions, schema, payload }: ReadMessage): Examined {
  const identity = definitions.identities(schema).primary(payload);
  if (!identity) {
    const places = schema.identities.filter(({ primary }) => primary).map(({ path }) => path);
    const detail = `The record names nobody: it has no primary identity in ${[...places, 'identityMap'].join(' or ')}.`;
    return { kind: 'refused', refusal: refusal('missingKey', detail) };
  }
  const person = personId({ sandbox: definitions.sandbox, namespace: identity.namespace, key: identity.id });
  return { kind: 'profile', id: person, person, attributes: payload };
}

/** Guarantee: every schema of class experienceEvent requires `_id` to be a text, and the payload has passed its schema. */
function idOf({ _id }: JsonObject): string {
  if (typeof _id !== 'string') throw new RangeError('an event passed its schema without an _id');
  return _id;
}
