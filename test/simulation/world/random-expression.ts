import type { Sketch } from './sketch.js';
import { AUDIENCES, PROFILE, STOCK, WORDS } from './vocabulary.js';

/** A condition over what the person did, is, or what other systems say; some need data in one or two rounds. */
export function randomCondition({ chance, number, word, called }: Sketch): string {
  const limit = chance.below(10);
  const scores = [...called].map((action) => [1, `@action{${action}.score} > ${limit}`] as const);
  return chance.weigh([
    [3, `${number} > ${limit}`],
    [2, `${word} == '${chance.pick(WORDS)}'`],
    [2, `#{${PROFILE}.points} > ${limit}`],
    [1, `#{${STOCK}.left, params: {item: ${word}}} > ${limit}`],
    [1, `#{${STOCK}.left, params: {item: #{${PROFILE}.favourite}}} > ${limit}`],
    [1, `inAudience("${chance.pick(AUDIENCES)}")`],
    [1, `random() < 0.${limit}`],
    [1, 'now() > toDateTime("2026-03-04T00:00:00Z")'],
    ...scores,
  ]);
}

export function randomText({ chance, word }: Sketch): string {
  return chance.weigh([
    [2, `'${chance.pick(WORDS)}'`],
    [2, word],
    [1, `#{${PROFILE}.favourite}`],
    [1, 'uuid()'],
  ]);
}

/** A date that may have passed, or that some people do not have. */
export function randomDate({ chance }: Sketch): string {
  return chance.pick([
    'toDateTime("2026-03-03T09:00:00Z")',
    'toDateTimeOnly("2026-03-02T18:00:00")',
    `toDateTime(#{${PROFILE}.renewal})`,
  ]);
}
