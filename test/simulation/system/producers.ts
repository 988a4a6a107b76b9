import { type Clock, derivedId, parseJson } from '@waystream/core';
import {
  type AudienceInput,
  type BusinessInput,
  businessId,
  type EnterInput,
  type EventInput,
  type InboxMessage,
  inboxMessage,
  personId,
  type ReactionInput,
} from '@waystream/journey';
import { accept, changeMembership, changeProfiles, deliver, type Store } from '@waystream/redis';
import { STORY_START_MS } from '@waystream/testing';
import type { Move } from '../moves/move.js';
import { ORDER_EVENTS, SANDBOX } from '../world/vocabulary.js';
import type { Configuration } from './configuration.js';
import type { OutsideWorld } from './outside-world.js';

type Produced = Extract<Move, { move: 'event' | 'business' | 'audience' | 'member' | 'enter' | 'react' }>;

/** Whoever puts things into inboxes: the gateways, profiles and tracking, as far as exactly-once goes. */
export interface Producers {
  make(move: Produced): Promise<void>;
}

const ACCEPTANCE = { mostBacklog: 1_000, dedupeWindowMs: 3_650 * 86_400_000 };

export function createProducers({
  store,
  clock,
  configuration,
  world,
  accepted,
}: {
  store: Store;
  clock: Clock;
  configuration: Pick<Configuration, 'documents'>;
  world: Pick<OutsideWorld, 'sent'>;
  /** Gets the ids of events that are stored. */
  accepted: Set<string>;
}): Producers {
  async function send(message: EventInput | BusinessInput, times: number): Promise<void> {
    const arrival = { dedupeId: message.id, person: message.person, message: JSON.stringify(message) };
    for (let time = 0; time < times; time++) {
      const partition = store.keyspace.partitionOf(message.person);
      const [acceptance] = await accept(store, partition, [arrival], ACCEPTANCE, STORY_START_MS);
      if (acceptance === 'stored') accepted.add(message.id);
    }
  }

  function sendEvent({ id, person, events, payload, times }: Extract<Move, { move: 'event' }>): Promise<void> {
    const supplemental = events.filter((event) => ORDER_EVENTS.some((one) => one === event));
    const message: EventInput = {
      ...{ v: 1, type: 'event', id, person: idOf(person), events, payload, at: clock.now() },
      ...(supplemental.length > 0 && {
        supplemental: Object.fromEntries(supplemental.map((event) => [event, payload.order ? [payload.order] : []])),
      }),
    };
    return send(message, times);
  }

  /** Its profile decides whether that is news, and tells journeys in the same write. */
  async function changeMember({ id, person, audience, isMember }: Extract<Move, { move: 'member' }>): Promise<void> {
    const one = idOf(person);
    await changeProfiles(store, store.keyspace.partitionOf(one), [one], (_, stored) =>
      changeMembership(one, stored ?? { attributes: {}, modifiedAt: '' }, new Map([[audience, isMember]]), {
        at: clock.now(),
        cause: derivedId(id),
      }),
    );
  }

  return {
    async make(move) {
      switch (move.move) {
        case 'event':
          return sendEvent(move);
        case 'business': {
          const { id, event, payload, times } = move;
          const person = businessId(SANDBOX, event);
          return send({ v: 1, type: 'business', id, person, event, payload, at: clock.now() }, times);
        }
        case 'member':
          return changeMember(move);
        case 'audience': {
          const { id, audience, status } = move;
          const person = idOf(move.person);
          const input: AudienceInput = { v: 1, type: 'audience', id, person, audience, status, at: clock.now() };
          return deliver(store, person, JSON.stringify(input));
        }
        case 'enter': {
          const { id, version } = move;
          if (configuration.documents.get(version)?.nodes[0]?.type !== 'readAudience') return;
          const person = idOf(move.person);
          const input: EnterInput = { v: 1, type: 'enter', id, person, version, events: {} };
          return deliver(store, person, JSON.stringify(input));
        }
        case 'react': {
          const { id, which, kind } = move;
          const message = world.sent[which % world.sent.length];
          if (!message) return;
          const { person, instance, node } = message;
          const about = { person, instance, message: node, kind, at: clock.now() };
          const input: ReactionInput = { v: 1, type: 'reaction', id, ...about };
          return deliver(store, person, JSON.stringify(input));
        }
      }
    },
  };
}

export function readInput(message: string): InboxMessage {
  return inboxMessage.parse(parseJson(message));
}

export function idOf(person: string): string {
  return personId({ sandbox: SANDBOX, namespace: 'Email', key: person });
}
