import { beginRuns } from './audience-runs.js';
import type { Course } from './course.js';
import { decide } from './decide.js';
import type { Recorded } from './recorded-event.js';

/** Lets something recorded happen, as the services that would take it in let it. */
export function playRecord(course: Course, { input }: Recorded): void {
  const { profiles, ledger, now } = course;
  switch (input.type) {
    case 'event':
    case 'enter':
      decide(course, ledger.person(input.person), input);
      break;
    case 'audience': {
      const { person, audience, status } = input;
      if (profiles.tell(person, audience, status)) decide(course, ledger.person(person), input);
      break;
    }
    case 'profile': {
      const { person, attributes, id } = input;
      const changes = profiles.merge(person, attributes, { at: now, cause: id });
      if (changes.length > 0) decide(course, ledger.person(person), ...changes);
      break;
    }
    case 'business':
      beginRuns(course, input);
      break;
    default:
      neverInput(input);
  }
}

function neverInput(input: never): never {
  throw new RangeError(`there is no such record: ${JSON.stringify(input)}`);
}
