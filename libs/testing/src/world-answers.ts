import { isJsonObject, type JsonObject } from '@waystream/core';
import {
  type ActionRequest,
  type Catalogue,
  type DataRequest,
  EXPERIENCE_PLATFORM,
  type FetchAnswer,
  type FetchRequest,
  fillPlaces,
  type Input,
  PERSON_FACTS,
  type PerformedInput,
  parsePersonId,
  type ServedMemory,
  serveRequest,
} from '@waystream/journey';
import type { StoryCall, StoryMail, StoryWorld } from './story.js';

/** The world of a story as the pure engine meets it: every request is answered at once, from the story alone. */
export interface WorldAnswers {
  perform(request: ActionRequest): Input;
  provide(request: DataRequest): Input;
  /** Calls that left for the endpoint, in order. */
  readonly calls: StoryCall[];
  /** Mail that was taken, in order, with what asked for it. */
  readonly sent: { mail: StoryMail; request: ActionRequest }[];
  /** Key → attributes, as updates have left them. */
  readonly profiles: Map<string, JsonObject>;
  /** Key → audience → status. */
  readonly audiences: Map<string, Record<string, string>>;
}

export function createWorldAnswers(world: StoryWorld, catalogue: Catalogue): WorldAnswers {
  const calls: StoryCall[] = [];
  const sent: WorldAnswers['sent'] = [];
  const profiles = new Map(Object.entries(world.profiles ?? {}));
  const audiences = new Map<string, Record<string, string>>();
  const places = new Map<string, Set<string>>();

  const call = (made: StoryCall) => {
    calls.push(made);
    const { status = 200, body } = world.answers?.(made) ?? {};
    return { status, body };
  };
  /** Stories name people by their keys. */
  const attributes: ServedMemory['attributes'] = {
    get: (person) => profiles.get(parsePersonId(person).key),
    set: (person, changed) => profiles.set(parsePersonId(person).key, changed),
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

  function send(request: ActionRequest): Input {
    const template = catalogue.templates.get(request.action);
    if (!template) return performed(request, { status: 'error', code: 'unknownTemplate', elapsedMs: 0, attempts: 0 });
    const to = String(request.parameters.to);
    const refused = world.refusedMail?.[to];
    if (refused !== undefined) {
      return performed(request, { status: 'error', code: `smtp_${refused}`, elapsedMs: 0, attempts: 1 });
    }
    const fill = (text: string) => fillPlaces(text, (name) => String(request.parameters[name] ?? ''));
    const text = template.text === undefined ? null : fill(template.text);
    sent.push({ mail: { to, subject: fill(template.subject), text }, request });
    return performed(request, { status: 'ok', elapsedMs: 0, attempts: 1 });
  }

  return {
    calls,
    sent,
    profiles,
    audiences,
    perform(request) {
      if (request.channel === 'email') return send(request);
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
      return request.kind === 'fetch' ? fetch(request) : serveRequest({ attributes, places }, request);
    },
  };
}

function performed({ id, person, instance, visit }: ActionRequest, outcome: PerformedInput['outcome']): PerformedInput {
  return { v: 1, type: 'performed', id, person, instance, visit, outcome };
}
