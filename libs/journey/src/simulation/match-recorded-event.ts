import { didYouMean, type Flaw, type JsonObject } from '@waystream/core';
import type { Catalogue } from '../catalogue/catalogue.js';
import { type CompiledEvent, compileEvent } from '../catalogue/compile-event.js';

/** The events that one payload stands for, about one person. */
export interface MatchedEvents {
  readonly namespace: string;
  readonly key: string;
  readonly events: string[];
  /** What journeys may read of it. */
  readonly payload: JsonObject;
  /** Event → what it is about beside the person, for definitions that name that. */
  readonly supplemental: Record<string, string[]>;
}

/** A business event that a payload stands for. */
export interface MatchedBusiness {
  readonly event: string;
  /** What journeys may read of it. */
  readonly payload: JsonObject;
}

export interface RecordedPayload {
  /** Events that the record names. */
  readonly names: readonly string[];
  readonly payload: JsonObject;
  /** Whose event the record says it is; then the payload may leave fields out. */
  readonly key: string | null;
  readonly at: number;
}

export type EventMatch =
  | { matches: MatchedEvents[]; business: MatchedBusiness[]; flaws: [] }
  | { matches: null; business: []; flaws: Flaw[] };
export type EventMatcher = (recorded: RecordedPayload) => EventMatch;

export interface MatcherParts {
  readonly catalogue: Catalogue;
}

/** Finds out what a recorded payload stands for and whose it is, by the rules by which events are taken in. */
export function createEventMatcher({ catalogue }: MatcherParts): EventMatcher {
  const compiled: CompiledEvent[] = [];
  const unusable = new Map<string, readonly Flaw[]>();
  for (const definition of catalogue.events.values()) {
    const { event, flaws } = compileEvent(catalogue, definition);
    if (event) compiled.push(event);
    else unusable.set(definition.name, flaws);
  }
  const byName = new Map(compiled.map((event) => [event.definition.name, event]));
  const flawOfName = (name: string): Flaw[] => {
    if (byName.has(name)) return [];
    const why = unusable.get(name)?.[0];
    if (why) return [flaw('event', 'unusableEvent', `the event "${name}" cannot be used: ${why.path}: ${why.message}`)];
    return [flaw('event', 'unknownEvent', `there is no event "${name}"${didYouMean(name, byName.keys())}`)];
  };
  return (recorded) => {
    const unknown = recorded.names.flatMap(flawOfName);
    if (unknown.length > 0) return unmatched(unknown);
    const named = recorded.names.flatMap((name) => byName.get(name) ?? []);
    const schemas = new Set(named.map(({ definition }) => definition.schema));
    const candidates =
      named.length > 0 ? compiled.filter(({ definition }) => schemas.has(definition.schema)) : compiled;
    const met = candidates.filter((event) => isMet(event, named, recorded));
    return met.length > 0 ? assign(catalogue, met, recorded) : unmatched([nothingMet(named)]);
  };
}

/** A rule-based event is met by its condition only, even when the record names it. */
function isMet(event: CompiledEvent, named: readonly CompiledEvent[], { payload, at }: RecordedPayload): boolean {
  if (event.definition.idType === 'systemGenerated' && named.includes(event)) return true;
  return event.matches(payload, at);
}

/** An event that cannot be assigned is only passed over while the payload is something else as well. */
function assign({ registry }: Catalogue, met: readonly CompiledEvent[], recorded: RecordedPayload): EventMatch {
  const { payload, at } = recorded;
  const flaws: Flaw[] = [];
  const business: MatchedBusiness[] = [];
  const people = new Map<string, Owner>();
  for (const event of met) {
    const { name, type, namespace, schema } = event.definition;
    const isBusiness = type === 'business';
    const wrong = isBusiness || recorded.key === null ? registry.validator(schema)(payload) : [];
    const key = recorded.key ?? event.keyOf(payload, at);
    if (wrong.length > 0) {
      flaws.push(...wrong.map(({ path, code, message }) => flaw(`payload${path}`, code, message)));
    } else if (isBusiness) {
      business.push({ event: name, payload: event.select(payload) });
    } else if (key === null || namespace === undefined) {
      flaws.push(flaw('payload', 'missingKey', `the key ${event.definition.key} of the event "${name}" is empty`));
    } else {
      const owner: Owner = people.get(`${namespace}:${key}`) ?? { namespace, key, events: [] };
      owner.events.push(event);
      people.set(`${namespace}:${key}`, owner);
    }
  }
  if (people.size + business.length === 0) return unmatched(flaws);
  const [first] = business;
  if (first && people.size === 0 && recorded.key !== null) {
    const message = `the business event "${first.event}" is about nobody; leave the person out`;
    return unmatched([flaw('person', 'businessEvent', message)]);
  }
  return { matches: [...people.values()].map((owner) => matchOf(owner, recorded)), business, flaws: [] };
}

interface Owner {
  readonly namespace: string;
  readonly key: string;
  readonly events: CompiledEvent[];
}

function matchOf({ namespace, key, events }: Owner, { payload, at }: RecordedPayload): MatchedEvents {
  const [first, ...others] = events;
  const supplemental = events.flatMap((event) => {
    const ids = event.supplementalIdsOf(payload, at);
    return ids ? [[event.definition.name, ids] as const] : [];
  });
  return {
    namespace,
    key,
    events: events.map(({ definition }) => definition.name),
    payload: first && others.length === 0 ? first.select(payload) : payload,
    supplemental: Object.fromEntries(supplemental),
  };
}

function nothingMet(named: readonly CompiledEvent[]): Flaw {
  const names = named.map(({ definition }) => `"${definition.name}"`).join(', ');
  const message =
    named.length > 0
      ? `does not meet the condition of ${names}`
      : 'no event definition stands for it; name the event, or check its eventID and the conditions of the events';
  return flaw('payload', 'unmatched', message);
}

const unmatched = (flaws: Flaw[]): EventMatch => ({ matches: null, business: [], flaws });
const flaw = (path: string, code: string, message: string): Flaw => ({ path, code, message });
