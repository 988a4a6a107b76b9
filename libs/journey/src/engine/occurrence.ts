import { type JsonObject, toRfc3339 } from '@waystream/core';
import type { AudienceInput, EventInput, ReactionInput } from './input.js';
import type { Instance } from './person-state.js';
import { audienceTopic, eventTopic, QUALIFICATION, reactionTopic, type Topic } from './topic.js';

/**
 * Something that happened to a person, in one form for all who care: arms, exit criteria, goals and entries. One event
 * may stand for several event definitions, so there are as many happenings.
 */
export interface Happening {
  readonly topic: Topic;
  /** The name under which expressions read the payload. */
  readonly as: string | null;
  readonly payload: JsonObject;
  readonly at: number;
  /** Values of the supplemental identifier; `null` when it has none and concerns all instances. */
  readonly supplementalIds: readonly string[] | null;
  /** Concerns this instance alone. */
  readonly instance: string | null;
}

export function happeningsOf(input: EventInput | AudienceInput | ReactionInput): Happening[] {
  switch (input.type) {
    case 'event':
      return input.events.map((event) => ({
        topic: eventTopic(event),
        as: event,
        payload: input.payload,
        at: input.at,
        supplementalIds: input.supplemental?.[event] ?? null,
        instance: null,
      }));
    case 'audience':
      return [
        {
          topic: audienceTopic(input.audience, input.status),
          as: QUALIFICATION,
          payload: { status: input.status, timestamp: toRfc3339(input.at), audienceID: input.audience },
          at: input.at,
          supplementalIds: null,
          instance: null,
        },
      ];
    case 'reaction':
      return [
        {
          topic: reactionTopic(input.message, input.kind),
          as: null,
          payload: {},
          at: input.at,
          supplementalIds: null,
          instance: input.instance,
        },
      ];
  }
}

/** Is the happening about what the instance is about? An event without a supplemental identifier is, for exits only. */
export function concerns(
  { instance, supplementalIds }: Happening,
  { id, supplementalId }: Pick<Instance, 'id' | 'supplementalId'>,
): boolean {
  if (instance !== null) return instance === id;
  return supplementalIds === null || supplementalId === null || supplementalIds.includes(supplementalId);
}
