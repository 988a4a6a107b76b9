import { continueWithData, resume, start, wake } from './advance.js';
import { armFor, firstDue } from './arms.js';
import { isExit, isKeptExit } from './exit.js';
import { hold, remember } from './hold.js';
import type { FetchedInput, Input, PerformedInput, StopInput } from './input.js';
import { fateOf } from './message-fate.js';
import { concerns, type Happening, happeningsOf } from './occurrence.js';
import { receive } from './park.js';
import { type Passage, takeOut } from './passage.js';
import { keepWhilePaused } from './pause.js';
import { responseOf } from './response.js';
import { isAudienceTopic, reactionTopic } from './topic.js';

/** What an input means for one instance. Tells whether the instance had use for it. */
export function moveInstance(passage: Passage, input: Input): boolean {
  if (input.type === 'stop') return stop(passage, input);
  if (passage.version.status === 'paused') return keepWhilePaused(passage, input);
  if (passage.instance.pause) goOn(passage);
  return !passage.ended && apply(passage, input);
}

function apply(passage: Passage, input: Input): boolean {
  switch (input.type) {
    case 'event':
    case 'audience':
    case 'reaction':
      return occur(passage, happeningsOf(input));
    case 'timer':
      onTime(passage, passage.now);
      return false;
    case 'fetched':
      return onFetched(passage, input);
    case 'performed':
      return onPerformed(passage, input);
    case 'stop':
    case 'erase':
    case 'resume':
    case 'enter':
    case 'business':
    case 'jump':
      return false;
  }
}

/** What happened takes the person out; else each activity that it concerns may wake, or it is held until one can. */
function occur(passage: Passage, happenings: readonly Happening[]): boolean {
  if (isExit(passage, happenings)) {
    takeOut(passage, 'exited', 'completed');
    return true;
  }
  let isUsed = false;
  for (const happening of upperFirst(passage, happenings)) isUsed = offer(passage, happening) || isUsed;
  return isUsed;
}

/** Of what happened at once, that comes first which the uppermost activity listens for. */
function upperFirst({ instance: { stop } }: Passage, happenings: readonly Happening[]): readonly Happening[] {
  if (stop.kind !== 'listening' || happenings.length < 2) return happenings;
  const placeOf = ({ topic }: Happening) => {
    const place = stop.arms.findIndex(({ topics }) => topics.includes(topic));
    return place < 0 ? stop.arms.length : place;
  };
  return happenings.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function offer(passage: Passage, happening: Happening): boolean {
  const { version, instance } = passage;
  if (passage.ended || !concerns(happening, instance)) return false;
  if (!version.laterTopics.has(happening.topic) || !isCarried(passage, happening)) return false;
  if (happening.instance !== null) remember(passage, happening.topic);
  if (instance.stop.kind !== 'listening') return happening.instance !== null || hold(passage, happening);
  const arm = armFor(instance.stop.arms, happening.topic);
  if (!arm) return false;
  receive(passage, happening);
  wake(passage, arm, { kind: 'topic', topic: happening.topic });
  return true;
}

/** Where instances are told apart by a supplemental identifier, a later event must carry the same one. */
function isCarried({ instance }: Passage, { topic, supplementalIds, instance: only }: Happening): boolean {
  return instance.supplementalId === null || supplementalIds !== null || only !== null || isAudienceTopic(topic);
}

/** What fell due before something else happened comes before it, however late its alarm rings. */
export function letTimePass(passage: Passage, until: number): void {
  if (passage.version.status !== 'paused' && !passage.instance.pause) onTime(passage, until);
}

/** Time has passed: everything due until then happens in the order in which it was due. */
function onTime(passage: Passage, until: number): void {
  while (!passage.ended) {
    const { stop: at, expiresAt } = passage.instance;
    const arm = at.kind === 'listening' ? firstDue(at.arms, until) : undefined;
    if (expiresAt <= until && expiresAt <= (arm?.dueMs ?? Number.POSITIVE_INFINITY)) {
      takeOut(passage, 'instanceTimedout', 'timedOut');
    } else if (arm) {
      wake(passage, arm, { kind: 'due' });
    } else {
      return;
    }
  }
}

function onFetched(passage: Passage, input: FetchedInput): boolean {
  const { id, visit, stop: at } = passage.instance;
  if (id !== input.instance || visit !== input.visit || at.kind !== 'fetching' || at.round !== input.round)
    return false;
  const { elapsedMs } = input;
  if (elapsedMs !== undefined) {
    passage.instance = { ...passage.instance, elapsed: { ...passage.instance.elapsed, fetch: elapsedMs } };
  }
  continueWithData(passage, at, input.answers);
  return true;
}

function onPerformed(passage: Passage, input: PerformedInput): boolean {
  const { instance, version } = passage;
  const { outcome } = input;
  if (instance.id !== input.instance || instance.visit !== input.visit) return false;
  if (instance.stop.kind !== 'performing') return false;
  const { node } = instance.stop;
  const action = version.nodes.get(node);
  if (action?.activity.sendsMessage) {
    const name = action.activity.action?.(action.node);
    const response = name === undefined ? null : version.keepResponse(name, responseOf(outcome));
    const actions = name && response ? { ...instance.actions, [name]: response } : instance.actions;
    passage.instance = { ...instance, actions, elapsed: { ...instance.elapsed, action: outcome.elapsedMs } };
  }
  for (const kind of fateOf(outcome)) {
    const said = reactionTopic(node, kind);
    if (version.laterTopics.has(said)) remember(passage, said);
  }
  resume(passage, node, { kind: 'performed', outcome });
  return true;
}

function stop(passage: Passage, { version }: StopInput): boolean {
  if (passage.version.uid !== version) return false;
  takeOut(passage, 'stopped', 'stopped');
  return true;
}

/**
 * The version runs again: what was due and what was kept happen now, in the order in which they would have happened. But
 * nothing reaches a person any more who has met an exit criterion meanwhile.
 */
function goOn(passage: Passage): void {
  const { pause, stop: at } = passage.instance;
  passage.instance = { ...passage.instance, pause: null };
  if (pause?.kept.some((input) => isKeptExit(passage, input))) {
    takeOut(passage, 'exited', 'completed');
    return;
  }
  if (at.kind === 'starting') start(passage);
  for (const input of pause?.kept ?? []) {
    if (input.at !== undefined) onTime(passage, Math.min(input.at, passage.now));
    if (!passage.ended) apply(passage, input);
  }
  onTime(passage, passage.now);
}
