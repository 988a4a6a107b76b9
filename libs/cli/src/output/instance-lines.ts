import type { InstanceLog } from '@waystream/journey';
import type { Paint } from './style.js';

const TINTS = { running: 'cyan', finished: 'green', error: 'red', timedOut: 'red' } as const;

/** Who, in which phase and why, then every transition with what it was decided by. */
export function instanceLines(
  { person, phase, info, transitions, enriched, fetchErrors, actionErrors }: InstanceLog,
  paint: Paint,
): string[] {
  const told = [
    ...transitions.map(({ status, path, ...place }) => ({
      ...place,
      what: path === null ? status : `${status} → ${path}`,
    })),
    ...enriched.map(({ values, ...place }) => ({ ...place, what: `saw ${JSON.stringify(values)}` })),
    ...fetchErrors.map(({ code, ...place }) => ({ ...place, what: paint('red', `data: ${code}`) })),
    ...actionErrors.map(({ code, ...place }) => ({ ...place, what: paint('red', `call: ${code}`) })),
  ];
  const inOrder = told.sort((one, other) => one.at.localeCompare(other.at));
  return [
    '',
    `${paint('bold', `${person.id} (${person.namespace})`)}  ${paint(TINTS[phase], phase)}  ${info}`,
    ...inOrder.map(({ at, activity, label, what }) => `  ${paint('dim', at)}  ${label ?? activity ?? ''}  ${what}`),
  ];
}
