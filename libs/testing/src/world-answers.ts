import { isJsonObject, type Json, type JsonObject, mergeJson } from '@waystream/core';
import {
  type ActionRequest,
  type AdmitRequest,
  type Catalogue,
  type DataRequest,
  EXPERIENCE_PLATFORM,
  type FetchAnswer,
  type FetchRequest,
  type Input,
  PERSON_FACTS,
  type PerformedInput,
  parsePersonId,
  type ReserveRequest,
  type UpdateRequest,
} from '@waystream/journey';
import type { StoryCall, StoryWorld } from './story.js';

/** The world of a story as the pure engine meets it: every request is answered at once, from the story alone. */
export interface WorldAnswers {
  perform(request: ActionRequest): Input;
  provide(request: DataRequest): Input;
  /** Calls that left for the endpoint, in order. */
  readonly calls: StoryCall[];
  /** Key → attributes, as updates have left them. */
  readonly profiles: Map<string, JsonObject>;
  /** Key → audience → status. */
  readonly audiences: Map<string, Record<string, string>>;
}

export function createWorldAnswers(world: StoryWorld, catalogue: Catalogue): WorldAnswers {
  const calls: StoryCall[] = [];
  const profiles = new Map(Object.entries(world.profiles ?? {}));
  const audiences = new Map<string, Record<string, string>>();
  const places = new Map<string, Set<string>>();

  const call = (made: StoryCall) => {
    calls.push(made);
    const { status = 200, body } = world.answers?.(made) ?? {};
    return { status, body };
  };
  const grant = (place: string, person: string, most: number) => {
    const holders = places.get(place) ?? new Set();
    places.set(place, holders);
    if (holders.size < most) holders.add(person);
    return holders.has(person);
  };

  function fetch(request: FetchRequest): Input {
    const answers = request.groups.map((wanted): FetchAnswer => {
      const { key } = parsePersonId(request.person);
      if (wanted.group === PERSON_FACTS) {
        const { timeZone = null } = profiles.get(key) ?? {};
        return { ...wanted, data: { timeZone, audiences: audiences.get(key) ?? {} } };
      }
      if (wanted.source === EXPERIENCE_PLATFORM) return { ...wanted, data: profiles.get(key) ?? {} };
      const params = Object.entries(wanted.params ?? {}).map(([name, value]) => [name, String(value)]);
      const path = new URL(catalogue.dataSources.get(wanted.source)?.url ?? 'http://endpoint').pathname;
      const { status, body } = call({ path, query: Object.fromEntries(params), body: null, idempotencyKey: null });
      return status < 400 ? { ...wanted, data: body ?? {} } : { ...wanted, error: `http_${status}` };
    });
    const { id, person, instance, visit, round } = request;
    return { v: 1, type: 'fetched', id, person, instance, visit, round, answers: answers.map((one) => ({ ...one })) };
  }

  function update(request: UpdateRequest): Input {
    const { key } = parsePersonId(request.person);
    profiles.set(key, mergeJson(profiles.get(key) ?? {}, nested(request.field.split('.'), request.value)));
    return done(request, {});
  }

  function reserve(request: ReserveRequest): Input {
    const place = `${request.version}/${request.node}`;
    return done(request, { granted: grant(place, request.person, request.most) });
  }

  function admit(request: AdmitRequest): Input {
    const isTestProfile = profiles.get(parsePersonId(request.person).key)?.testProfile === true;
    if (!isTestProfile) return done(request, { granted: false, reason: 'notTestProfile' });
    const granted = grant(`${request.version}/${request.session}`, request.person, request.most);
    return done(request, granted ? { granted } : { granted, reason: 'testProfilesExceeded' });
  }

  return {
    calls,
    profiles,
    audiences,
    perform(request) {
      const made = { path: `/${request.action}`, query: {}, body: request.parameters, idempotencyKey: request.id };
      const { status, body } = call(made);
      return performed(request, {
        status: status < 400 ? 'ok' : 'http',
        httpStatus: status,
        elapsedMs: 0,
        attempts: 1,
        ...(isJsonObject(body) ? { response: body } : {}),
      });
    },
    provide(request) {
      switch (request.kind) {
        case 'fetch':
          return fetch(request);
        case 'update':
          return update(request);
        case 'reserve':
          return reserve(request);
        case 'admit':
          return admit(request);
      }
    },
  };
}

function nested([field, ...rest]: string[], value: Json): JsonObject {
  if (field === undefined) return {};
  return { [field]: rest.length === 0 ? value : nested(rest, value) };
}

function done(request: DataRequest, response: JsonObject): PerformedInput {
  return performed(request, { status: 'ok', response, elapsedMs: 0, attempts: 1 });
}

function performed(
  { id, person, instance, visit }: ActionRequest | DataRequest,
  outcome: PerformedInput['outcome'],
): PerformedInput {
  return { v: 1, type: 'performed', id, person, instance, visit, outcome };
}
