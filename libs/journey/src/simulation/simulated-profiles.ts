import type { Json, JsonObject } from '@waystream/core';
import { fieldSelection } from '@waystream/xdm';
import type { Catalogue } from '../catalogue/catalogue.js';
import { PERSON_FACTS } from '../definition/data-source-definition.js';
import type { AdmitRequest, FetchRequest, ReserveRequest, UpdateRequest } from '../engine/effects.js';
import type { PerformedInput } from '../engine/input.js';
import { serveRequest } from './serve-request.js';

/** A past event of a person, with the schema that describes it. */
export interface PastEvent {
  readonly schema: string;
  readonly payload: JsonObject;
}

/** The profile store and the places that Waystream itself grants, in memory. People are named by their ids. */
export interface SimulatedProfiles {
  /** Data of the profile, of past events, or what the engine asks of the person. */
  read(person: string, wanted: FetchRequest['groups'][number]): Json;
  remember(person: string, event: PastEvent): void;
  joins(person: string, audience: string, status: string): void;
  /** Serves what asks for more than data. */
  serve(request: UpdateRequest | ReserveRequest | AdmitRequest): PerformedInput;
}

export interface KnownPeople {
  /** Person id → attributes. */
  readonly profiles?: ReadonlyMap<string, JsonObject>;
  /** Person id → audience → status. */
  readonly audiences?: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** A profile keeps no more past events than this; the product's limit. */
const MOST_PAST_EVENTS = 1_000;

export function createSimulatedProfiles(
  catalogue: Pick<Catalogue, 'fieldGroups'>,
  { profiles = new Map(), audiences = new Map() }: KnownPeople,
): SimulatedProfiles {
  const attributes = new Map(profiles);
  const memberships = new Map(audiences);
  const histories = new Map<string, PastEvent[]>();
  const places = new Map<string, Set<string>>();
  const pastEvents = (person: string, schema: string, fields: readonly string[]): Json => {
    const select = fieldSelection(fields);
    const past = (histories.get(person) ?? []).filter((event) => event.schema === schema);
    return {
      experienceevent: past
        .slice(-MOST_PAST_EVENTS)
        .reverse()
        .map(({ payload }) => select(payload)),
    };
  };
  return {
    read(person, { source, group }) {
      const profile = attributes.get(person) ?? {};
      if (group === PERSON_FACTS) {
        const { timeZone } = profile;
        return { timeZone: typeof timeZone === 'string' ? timeZone : null, audiences: { ...memberships.get(person) } };
      }
      const definition = catalogue.fieldGroups.get(`${source}.${group}`);
      if (definition?.source !== 'experienceEvents') return profile;
      return pastEvents(person, definition.schema, definition.fields);
    },
    remember(person, event) {
      const history = histories.get(person);
      if (history) history.push(event);
      else histories.set(person, [event]);
    },
    joins(person, audience, status) {
      memberships.set(person, { ...memberships.get(person), [audience]: status });
    },
    serve: (request) => serveRequest({ attributes, places }, request),
  };
}
