import { continueWithData, continueWithOutcome, start, wake } from './advance.js';
import { armFor, firstDue } from './arms.js';
import { isExit, isKeptExit } from './exit.js';
import { hold, receive, remember } from './hold.js';
import type { FetchedInput, Input, PerformedInput, StopInput } from './input.js';
import { fateOf } from './message-fate.js';
import type { PerformedOutcome } from './move.js';
import { concerns, type Happening, happeningsOf } from './occurrence.js';
import { type Passage, takeOut } from './passage.js';
import { keepWhilePaused } from './pause.js';
import { responseOf } from './response.js';
import { isAudienceTopic, reactionTopic } from './topic.js';

/** What an input means for one instance. Tells whether the instance had use for it. */
export function moveInstance(passage: Passage, input: Input): boolean {
  if (input.type === 'stop') return onStop(passage, input);
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
  const { stop } = instance;
  if (passage.ended || !concerns(happening, instance)) return false;
  if (!version.laterTopics.has(happening.topic) || !saysWhich(passage, happening)) return false;
  // What has become of a message stays true; everything else is held until something can listen for it.
  const isReaction = happening.instance !== null;
  if (isReaction) remember(passage, happening.topic);
  if (stop.kind !== 'listening') return isReaction || hold(passage, happening);
  const arm = armFor(stop.arms, happening.topic);
  if (!arm) return false;
  receive(passage, happening);
  wake(passage, arm, { kind: 'topic', topic: happening.topic });
  return true;
}

/** Where instances are told apart by a supplemental identifier, a later event must carry one; exits need not. */
function saysWhich({ instance }: Passage, { topic, supplementalIds, instance: only }: Happening): boolean {
  return instance.supplementalId === null || supplementalIds !== null || only !== null || isAudienceTopic(topic);
}

/** What fell due before something else happened comes before it, however late its alarm rings. */
export function letTimePass(passage: Passage, until: number): void {
  if (passage.version.status !== 'paused' && !passage.instance.pause) onTime(passage, until);
}

/** Time has passed: everything due until then happens in the order in which it was due. */
function onTime(passage: Passage, until: number): void {
  while (!passage.ended) {
    const { stop, expiresAt } = passage.instance;
    const arm = stop.kind === 'listening' ? firstDue(stop.arms, until) : undefined;
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
  const { id, visit, stop } = passage.instance;
  if (id !== input.instance || visit !== input.visit) return false;
  if (stop.kind !== 'fetching' || stop.round !== input.round) return false;
  const { elapsedMs } = input;
  if (elapsedMs !== undefined) {
    passage.instance = { ...passage.instance, elapsed: { ...passage.instance.elapsed, fetch: elapsedMs } };
  }
  continueWithData(passage, stop, input.answers);
  return true;
}

function onPerformed(passage: Passage, input: PerformedInput): boolean {
  const { id, visit, stop } = passage.instance;
  if (id !== input.instance || visit !== input.visit || stop.kind !== 'performing') return false;
  keepOutcome(passage, stop.node, input.outcome);
  continueWithOutcome(passage, stop.node, input.outcome);
  return true;
}

/** Later activities may read what was answered, and wait for what has become of the message. */
function keepOutcome(passage: Passage, nodeId: string, outcome: PerformedOutcome): void {
  const { instance, version } = passage;
  const sender = version.nodes.get(nodeId);
  if (sender?.activity.sendsMessage) {
    const action = sender.activity.action?.(sender.node);
    const response = action === undefined ? null : version.keepResponse(action, responseOf(outcome));
    const actions = action && response ? { ...instance.actions, [action]: response } : instance.actions;
    passage.instance = { ...instance, actions, elapsed: { ...instance.elapsed, action: outcome.elapsedMs } };
  }
  for (const kind of fateOf(outcome)) {
    const said = reactionTopic(nodeId, kind);
    if (version.laterTopics.has(said)) remember(passage, said);
  }
}

function onStop(passage: Passage, { version }: StopInput): boolean {
  if (passage.version.uid !== version) return false;
  takeOut(passage, 'stopped', 'stopped');
  return true;
}

/**
 * The version runs again: what was due and what was kept happen now, in the order in which they would have happened. But
 * nothing reaches a person any more who has met an exit criterion meanwhile.
 */
function goOn(passage: Passage): void {
  const { pause, stop } = passage.instance;
  passage.instance = { ...passage.instance, pause: null };
  if (pause?.kept.some((input) => isKeptExit(passage, input))) {
    takeOut(passage, 'exited', 'completed');
    return;
  }
  const isStarting = stop.kind === 'starting';
  for (const input of pause?.kept ?? []) {
    if (input.at !== undefined && !isStarting) onTime(passage, Math.min(input.at, passage.now));
    if (!passage.ended) apply(passage, input);
  }
  // What came before the beginning is held by now, and takes its turn among the times that have passed meanwhile.
  if (isStarting) start(passage);
  onTime(passage, passage.now);
}
