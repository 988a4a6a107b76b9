import type { JsonObject } from '@waystream/core';
import { DISCARD_REASONS } from '../engine/step-event.js';
import type { ExplanationCode } from './explanation-codes.js';
import type { InstanceTrace, TracedStep } from './instance-trace.js';
import { activityName, isEnd, isListening, pathName } from './version-outline.js';

/** One thing that happened, at a time in epoch milliseconds. */
export interface StoryEntry {
  readonly at: number;
  readonly code: ExplanationCode;
  readonly message: string;
  readonly activity: string | null;
  readonly path: string | null;
  readonly instance: string | null;
  readonly error: string | null;
  /** Values by which the activity chose the way out. */
  readonly seen: JsonObject | null;
}

type Told = Pick<StoryEntry, 'code' | 'message'>;

const USUAL_PATH = 'next';

/** What happened in one passage, in order. */
export function tellTrace(trace: InstanceTrace): StoryEntry[] {
  const { id, enteredAt, running, version } = trace;
  const isInside = running?.stop.kind !== 'starting' && running?.stop.kind !== 'admitting';
  const number = version ? `version ${version.record.version}` : 'a version that does not exist any more';
  const entrance: StoryEntry[] =
    enteredAt !== null && isInside
      ? [{ ...NOWHERE, at: enteredAt, instance: id, code: 'entered', message: `Entered ${number}.` }]
      : [];
  return [...entrance, ...trace.steps.flatMap((step) => tellStep(step, trace))];
}

const NOWHERE = { activity: null, path: null, error: null, seen: null };

/** A step that closes a visit may end the instance as well. */
function tellStep(step: TracedStep, trace: InstanceTrace): StoryEntry[] {
  const ending = endingOf(step, trace);
  const { at, node, path, code: error, seen = null } = step;
  return [...whatHappened(step, trace), ...(ending ? [ending] : [])].map((told) => {
    return { at, ...told, activity: node, path, instance: trace.id, error, seen };
  });
}

function whatHappened(step: TracedStep, trace: InstanceTrace): Told[] {
  const { node, status, path, code, reason } = step;
  const { version } = trace;
  const place = activityName(version, node ?? '');
  const onwards = path === null ? '' : ` The way on is ${pathName(version, node ?? '', path)}.`;
  switch (status) {
    case 'transitions':
      return [passing(step, trace)];
    case 'ended':
      if (path !== null) return [passing(step, trace)];
      if (isEnd(version, node ?? '')) return [];
      return [
        {
          code: 'noPathMatched',
          message: `No path of ${place} fitted, and there is none for other cases.${inView(step)}`,
        },
      ];
    case 'error':
      return [{ code: 'activityFailed', message: `${place} failed with ${code ?? 'an error'}.${onwards}` }];
    case 'timedout':
      return code === null && isListening(version, node ?? '')
        ? [{ code: 'awaitedInVain', message: `What ${place} waited for did not come in time.${onwards}` }]
        : [{ code: 'activityTimedOut', message: `${place} took longer than the journey allows.${onwards}` }];
    case 'capped':
      return [{ code: 'activityCapped', message: `The limit of its endpoint refused the call of ${place}.${onwards}` }];
    case 'cancelled':
      return [{ code: 'cancelled', message: `${place} stopped waiting.` }];
    case 'converted':
      return [{ code: 'converted', message: 'Reached the goal of the journey.' }];
    case 'discarded':
      return reason === null ? [] : [{ code: reason, message: `Something was dropped: ${DISCARD_REASONS[reason]}.` }];
    case 'waiting':
    case 'instanceTimedout':
    case 'stopped':
    case 'exited':
      return [];
  }
}

function passing(step: TracedStep, { version }: InstanceTrace): Told {
  const { node, path } = step;
  const place = activityName(version, node ?? '');
  if (path === null || path === USUAL_PATH) return { code: 'passed', message: `Went on from ${place}.` };
  return {
    code: 'tookPath',
    message: `Took the path ${pathName(version, node ?? '', path)} of ${place}.${inView(step)}`,
  };
}

/** The values that the activity has seen, as a sentence. */
function inView({ seen }: TracedStep): string {
  const values = Object.entries(seen ?? {}).map(([field, value]) => `${field} was ${JSON.stringify(value)}`);
  return values.length === 0 ? '' : ` ${values.join(', ')}.`;
}

/** How the instance ended with this step, if it did. */
function endingOf({ node, status, ending }: TracedStep, { version }: InstanceTrace): Told | null {
  if (status === 'exited') return { code: 'exited', message: 'An exit criterion took the person out.' };
  switch (ending) {
    case null:
      return null;
    case 'completed':
      return { code: 'completed', message: `Came to the end ${endName(version, node)}.` };
    case 'failed':
      return { code: 'failed', message: 'The error ended the journey for the person.' };
    case 'timedOut':
      return { code: 'timedOut', message: 'The global timeout took the person out.' };
    case 'stopped':
      return {
        code: 'stopped',
        message: 'The person was taken out, because the version was stopped or its test ended.',
      };
  }
}

/** Journeys may have several ends. */
function endName(version: InstanceTrace['version'], node: string | null): string {
  return node !== null && isEnd(version, node) ? activityName(version, node) : 'of the journey';
}
