import { hashFraction, isJsonObject, type Json, parseDuration } from '@waystream/core';
import { EXPERIENCE_PLATFORM, PERSON_FACTS } from '../definition/data-source-definition.js';
import type { ActionRequest, FetchRequest } from '../engine/effects.js';
import type { FetchedInput, InboxMessage, PerformedInput } from '../engine/input.js';
import type { Stub, Stubs } from './stubs.js';

/** What a call would have brought: after how many milliseconds, and whether it was an answer worth having. */
export interface StubbedCall {
  readonly status: PerformedInput['outcome']['status'];
  readonly httpStatus: number | null;
  readonly body: Json;
  readonly elapsedMs: number;
  readonly reactions: readonly Stub['reactions'][number][];
}

/** Third parties as stubs declare them. Nothing is called; what a request meets depends on its id and the seed alone. */
export interface OutsideWorld {
  call(request: ActionRequest): StubbedCall;
  /** What no stub answers comes from the profile store where it can, and is `{}` elsewhere. */
  fetch(request: FetchRequest, wanted: FetchRequest['groups'][number], stored: () => Json): StubbedCall;
  /** Declared names that nothing has asked for so far. */
  unused(): string[];
}

export function createOutsideWorld(stubs: Stubs, seed: string): OutsideWorld {
  const actions = readStubs(stubs.actions);
  const dataSources = readStubs(stubs.dataSources);
  const unasked = new Set([...actions.keys(), ...dataSources.keys()]);
  const answer = (declared: readonly Stub[] | undefined, id: string, timeoutMs: number) =>
    declared ? madeCall(chosen(declared, `${seed}|${id}`), timeoutMs) : AT_ONCE;
  return {
    call({ action, id, timeoutMs }) {
      unasked.delete(action);
      return answer(actions.get(action), id, timeoutMs);
    },
    fetch({ id, timeoutMs }, { source, group }, stored) {
      if (group === PERSON_FACTS) return { ...AT_ONCE, body: stored() };
      const name = dataSources.has(`${source}.${group}`) ? `${source}.${group}` : source;
      unasked.delete(name);
      const declared = dataSources.get(name);
      if (!declared && source === EXPERIENCE_PLATFORM) return { ...AT_ONCE, body: stored() };
      return answer(declared, `${id}|${source}.${group}`, timeoutMs);
    },
    unused: () => [...unasked],
  };
}

const AT_ONCE: StubbedCall = { status: 'ok', httpStatus: 200, body: {}, elapsedMs: 0, reactions: [] };

function readStubs(declared: Stubs['actions']): Map<string, readonly Stub[]> {
  return new Map(Object.entries(declared).map(([name, one]) => [name, Array.isArray(one) ? one : [one]]));
}

/** The first stub at which the shares add up to the draw. */
function chosen(declared: readonly Stub[], draw: string): Stub | undefined {
  if (declared.length === 1) return declared[0];
  let rest = hashFraction(draw) * declared.reduce((sum, { share }) => sum + share, 0);
  for (const stub of declared) {
    rest -= stub.share;
    if (rest < 0) return stub;
  }
  return declared.at(-1);
}

function madeCall(stub: Stub | undefined, timeoutMs: number): StubbedCall {
  if (!stub) return AT_ONCE;
  const elapsedMs = parseDuration(stub.elapsed) ?? 0;
  const failed = { httpStatus: null, body: null, elapsedMs, reactions: [] } as const;
  if (stub.fail === 'timeout' || elapsedMs > timeoutMs) return { ...failed, status: 'timeout', elapsedMs: timeoutMs };
  if (stub.fail === 'capped') return { ...failed, status: 'capping' };
  if (stub.fail === 'error') return { ...failed, status: 'error' };
  const { status: httpStatus, body, reactions } = stub;
  if (httpStatus >= 400) return { status: 'http', httpStatus, body, elapsedMs, reactions: [] };
  return { status: 'ok', httpStatus, body, elapsedMs, reactions };
}

/** The input that tells the instance how its call went. */
export function performedBy(call: StubbedCall, { id, person, instance, visit }: ActionRequest): PerformedInput {
  const { status, httpStatus, body, elapsedMs } = call;
  const outcome: PerformedInput['outcome'] = { status, elapsedMs, attempts: 1 };
  if (httpStatus !== null) outcome.httpStatus = httpStatus;
  if (isJsonObject(body)) outcome.response = body;
  return { v: 1, type: 'performed', id, person, instance, visit, outcome };
}

/** What a fetch brought, in the words of the inbox. */
export function fetchedBy(
  { status, httpStatus, body }: StubbedCall,
  { source, group, params }: FetchRequest['groups'][number],
): FetchedInput['answers'][number] {
  switch (status) {
    case 'ok':
      return { source, group, params, data: body };
    case 'http':
      return { source, group, params, error: `http_${httpStatus}` };
    case 'timeout':
      return { source, group, params, error: 'timeout' };
    case 'capping':
      return { source, group, params, error: 'capped' };
    case 'error':
      return { source, group, params, error: 'internal' };
  }
}

/** What becomes of the message that a call has sent, with the milliseconds until then. */
export function reactionsTo(
  { reactions, elapsedMs }: StubbedCall,
  { id, person, instance, node }: ActionRequest,
  now: number,
): { afterMs: number; input: InboxMessage }[] {
  return reactions.map(({ kind, after }, index) => {
    const afterMs = elapsedMs + (parseDuration(after) ?? 0);
    const at = now + afterMs;
    const message = {
      v: 1,
      type: 'reaction',
      id: `${id}.${index}`,
      person,
      instance,
      message: node,
      kind,
      at,
    } as const;
    return { afterMs, input: message };
  });
}
