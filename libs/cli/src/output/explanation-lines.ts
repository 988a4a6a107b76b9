import type { Explanation } from '@waystream/journey';
import type { Paint } from './style.js';

/** Who and what, the verdict, then what happened, one line each. */
export function explanationLines(
  { journey, person, entered, verdict, story, logSince }: Explanation,
  paint: Paint,
): string[] {
  const width = Math.max(0, ...story.map(({ code }) => code.length));
  const who = `${person.id} (${person.namespace})`;
  return [
    paint('bold', `${who} ${entered ? 'has entered' : 'has not entered'} "${journey.name}"`),
    `${paint(entered ? 'green' : 'yellow', verdict.code)}  ${verdict.message}`,
    ...(story.length > 0 ? [''] : []),
    ...story.map(({ at, code, message }) => `${paint('dim', at)}  ${code.padEnd(width)}  ${message}`),
    ...(logSince === null ? [] : ['', paint('dim', `What happened before ${logSince} is not in the log any more.`)]),
  ];
}
