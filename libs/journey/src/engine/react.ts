import { derivedId } from '@waystream/core';
import type { CompiledVersion, LiveVersions } from '../compile/compiled-version.js';
import { continueWithData, firstDue, receive, resume, start, wake } from './advance.js';
import type { Effects } from './effects.js';
import type { EventInput, FetchedInput, Input, PerformedInput, StopInput } from './input.js';
import { cancelArms, type Passage, recordStep } from './passage.js';
import type { Instance, PersonState } from './person-state.js';
import type { DiscardReason } from './step-event.js';

/** What an input changes: the person's new state and what the world is asked to do. */
export interface Reaction {
  state: PersonState;
  effects: Effects;
}

/** An instance holds no more events than this while a call is in flight. */
const MOST_HELD = 100;

/**
 * The decision, and the only one: given what is known of a person, an input and the time, what happens next.
 * Pure: the same arguments give the same reaction, down to every id.
 */
export function react(versions: LiveVersions, state: PersonState, input: Input, now: number): Reaction {
  const effects: Effects = { steps: [], actions: [], fetches: [] };
  const scene: Scene = { versions, state, now, effects };
  return { state: decide(scene, input), effects };
}

/** A person stands in a version that this service has not heard of yet: its input waits for the configuration. */
export class UnknownVersion extends Error {
  constructor(uid: string) {
    super(`version ${uid} is not known`);
    this.name = 'UnknownVersion';
  }
}

interface Scene {
  versions: LiveVersions;
  state: PersonState;
  now: number;
  effects: Effects;
}

function decide(scene: Scene, input: Input): PersonState {
  switch (input.type) {
    case 'event':
      return onEvent(scene, input);
    case 'timer':
      return moveAll(scene, input, onTime);
    case 'fetched':
      return moveAll(scene, input, (passage) => onFetched(passage, input));
    case 'performed':
      return moveAll(scene, input, (passage) => onPerformed(passage, input));
    case 'stop':
      return moveAll(scene, input, (passage) => onStop(passage, input));
  }
}

/** Offers the input to every instance of the person; those that end are dropped. An untouched state stays the same object. */
function moveAll(scene: Scene, input: { person: string }, move: (passage: Passage) => void): PersonState {
  let isMoved = false;
  const instances = scene.state.instances.flatMap((instance) => {
    const version = scene.versions.find(instance.version);
    if (!version) throw new UnknownVersion(instance.version);
    const passage = passageOf(scene, input.person, version, instance);
    move(passage);
    isMoved ||= passage.ended || passage.instance !== instance;
    return passage.ended ? [] : [passage.instance];
  });
  return isMoved ? { ...scene.state, instances } : scene.state;
}

/** Whoever is inside may wait for it; then it may be an entrance. "Inside" is judged before the event moves anybody. */
function onEvent(scene: Scene, input: EventInput): PersonState {
  const inside = new Set(scene.state.instances.map(({ version }) => scene.versions.find(version)?.journeyUid));
  const used = new Set<string>();
  let state = moveAll(scene, input, (passage) => {
    if (input.events.some((event) => offer(passage, event, input))) used.add(passage.version.journeyUid);
  });
  for (const event of input.events) {
    for (const version of scene.versions.startingWith(event)) {
      if (inside.has(version.journeyUid)) {
        if (!used.has(version.journeyUid)) discard(scene, input, version, 'alreadyInside');
        continue;
      }
      inside.add(version.journeyUid);
      used.add(version.journeyUid);
      state = enter({ ...scene, state }, version, event, input);
    }
  }
  return state;
}

/** Gives an instance an event it may wait for now or, while a call is in flight, later. Was it taken? */
function offer(passage: Passage, event: string, input: EventInput): boolean {
  const { instance, version } = passage;
  if (passage.ended) return false;
  if (instance.stop.kind === 'listening') {
    const arm = instance.stop.arms.find((one) => one.event === event);
    if (!arm) return false;
    receive(passage, event, version.keep(event, input.payload));
    wake(passage, arm, { kind: 'event', event });
    return true;
  }
  if (!version.laterEvents.has(event)) return false;
  if (instance.held.length >= MOST_HELD) {
    recordStep(passage, null, 'discarded', { reason: 'heldOverflow' });
    return true;
  }
  const held = { event, payload: version.keep(event, input.payload), at: input.at };
  passage.instance = { ...instance, held: [...instance.held, held] };
  return true;
}

function enter(scene: Scene, version: CompiledVersion, event: string, input: EventInput): PersonState {
  const { state, now } = scene;
  const refused = refusal(version, state.entrances[version.journeyUid], now);
  if (refused) {
    discard(scene, input, version, refused);
    return state;
  }
  const passage = passageOf(scene, input.person, version, {
    id: derivedId(version.uid, input.person, input.id),
    version: version.uid,
    enteredAt: now,
    expiresAt: now + version.globalTimeoutMs,
    visit: 0,
    seq: 0,
    events: { [event]: version.keep(event, input.payload) },
    actions: {},
    held: [],
    lastError: null,
    stop: { kind: 'listening', arms: [] },
  });
  passage.entering = true;
  start(passage);
  const { allowed, waitPeriodMs } = version.reentrance;
  return {
    instances: passage.ended ? state.instances : [...state.instances, passage.instance],
    entrances: allowed && waitPeriodMs === 0 ? state.entrances : { ...state.entrances, [version.journeyUid]: now },
  };
}

function refusal(version: CompiledVersion, enteredAt: number | undefined, now: number): DiscardReason | null {
  if (version.startsAt !== null && now < version.startsAt) return 'notStarted';
  if (enteredAt === undefined) return null;
  if (!version.reentrance.allowed) return 'reentranceNotAllowed';
  return now < enteredAt + version.reentrance.waitPeriodMs ? 'reentranceWaitPeriod' : null;
}

/** A refused entrance belongs to no instance; its step is named after the input, so a repeated input repeats the id. */
function discard(scene: Scene, input: EventInput, version: CompiledVersion, reason: DiscardReason): void {
  scene.effects.steps.push({
    v: 1,
    id: derivedId(version.uid, input.person, input.id, 'discarded'),
    at: scene.now,
    person: input.person,
    journey: version.journeyUid,
    version: version.uid,
    instance: null,
    node: version.entry.node.id,
    nodeType: version.entry.node.type,
    status: 'discarded',
    path: null,
    waited: false,
    entrance: false,
    ending: null,
    reason,
    code: null,
  });
}

/** Time has passed: everything due happens in the order in which it was due. */
function onTime(passage: Passage): void {
  while (!passage.ended) {
    const { stop, expiresAt } = passage.instance;
    const arm = stop.kind === 'listening' ? firstDue(stop.arms, passage.now) : undefined;
    if (expiresAt <= passage.now && expiresAt <= (arm?.dueMs ?? Number.POSITIVE_INFINITY)) {
      takeOut(passage, 'instanceTimedout', 'timedOut');
    } else if (arm) {
      wake(passage, arm, { kind: 'due' });
    } else {
      return;
    }
  }
}

function onFetched(passage: Passage, input: FetchedInput): void {
  const { id, visit, stop } = passage.instance;
  if (id !== input.instance || visit !== input.visit || stop.kind !== 'fetching' || stop.round !== input.round) return;
  continueWithData(passage, stop.node, [...stop.answers, ...input.answers]);
}

function onPerformed(passage: Passage, input: PerformedInput): void {
  const { instance, version } = passage;
  if (instance.id !== input.instance || instance.visit !== input.visit || instance.stop.kind !== 'performing') return;
  const action = version.nodes.get(instance.stop.node);
  const name = action?.activity.action?.(action.node);
  if (name && input.outcome.response) {
    passage.instance = { ...instance, actions: { ...instance.actions, [name]: input.outcome.response } };
  }
  resume(passage, instance.stop.node, { kind: 'performed', outcome: input.outcome });
}

function onStop(passage: Passage, input: StopInput): void {
  if (passage.version.uid === input.version) takeOut(passage, 'stopped', 'stopped');
}

function takeOut(passage: Passage, status: 'instanceTimedout' | 'stopped', ending: 'timedOut' | 'stopped'): void {
  const { stop } = passage.instance;
  cancelArms(passage);
  recordStep(passage, stop.kind === 'listening' ? null : stop.node, status, { ending });
}

function passageOf({ now, effects }: Scene, person: string, version: CompiledVersion, instance: Instance): Passage {
  return { person, version, now, effects, instance, entering: false, ended: false };
}
