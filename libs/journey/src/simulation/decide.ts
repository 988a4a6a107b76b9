import type { Input } from '../engine/input.js';
import { isForgettable, NOBODY_KNOWN, nextMoveMs } from '../engine/person-state.js';
import { react } from '../engine/react.js';
import { answerRequests } from './answer-requests.js';
import type { Course } from './course.js';
import type { SimulatedPerson } from './ledger.js';

/** Decides what reaches a person and all that follows from it at once, before anything else happens to anybody. */
export function decide(course: Course, person: SimulatedPerson, ...inbox: Input[]): void {
  for (const input of inbox) {
    course.decisions += 1;
    const { state, effects } = react(course.versions, person.state, input, course.now);
    person.state = isForgettable(state) ? NOBODY_KNOWN : state;
    for (const step of effects.steps) course.ledger.took(person, step);
    for (const request of effects.actions) course.ledger.sent(person, request);
    for (const { afterMs, input: next } of answerRequests(course, effects, course.now)) {
      if (afterMs === 0) inbox.push(next);
      else course.agenda.add(course.now + afterMs, () => decide(course, person, next));
    }
  }
  setAlarm(course, person);
}

/** One entry a person: an alarm that would ring too early is left in the agenda and put off when it rings. */
function setAlarm(course: Course, person: SimulatedPerson): void {
  const dueMs = nextMoveMs(person.state);
  if (dueMs === null || dueMs > course.until || dueMs >= person.alarmAt) return;
  person.alarmAt = dueMs;
  course.agenda.add(dueMs, () => ring(course, person));
}

function ring(course: Course, person: SimulatedPerson): void {
  // An earlier alarm has taken this one's place.
  if (person.alarmAt !== course.now) return;
  person.alarmAt = Number.POSITIVE_INFINITY;
  const dueMs = nextMoveMs(person.state) ?? Number.POSITIVE_INFINITY;
  if (dueMs <= course.now) decide(course, person, { type: 'timer', person: person.id });
  else setAlarm(course, person);
}
