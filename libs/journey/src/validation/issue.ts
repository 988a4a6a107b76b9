/**
 * Every flaw that validation finds, with what it means. Codes are stable: clients and documentation rely on them.
 * `ERR_` blocks test and publication, `WARN_` does not.
 */
export const ISSUE_CODES = {
  ERR_FORMAT: 'a part of the document has the wrong form',
  ERR_TOO_MANY_ACTIVITIES: 'the journey has more activities than allowed',
  ERR_ACTIVITY_DUPLICATE: 'two activities have the same id',
  ERR_ENTRY_UNKNOWN: 'the entry is no activity of the document',
  ERR_ENTRY_TYPE: 'people cannot enter a journey at this activity',
  ERR_TARGET_UNKNOWN: 'a path leads to an activity that does not exist',
  ERR_DISCONNECTED: 'no path leads to the activity',
  ERR_LOOP: 'a path leads back to where it came from',
  ERR_PARALLEL: 'activities stand side by side that do not wait for anything',
  ERR_EVENT_UNKNOWN: 'there is no such event',
  ERR_ACTION_UNKNOWN: 'there is no such action',
  ERR_PARAMETER_MISSING: 'a parameter of the action has no value',
  ERR_PARAMETER_UNKNOWN: 'the action has no such parameter',
  ERR_NAMESPACE_MISSING: 'the journey names no namespace',
  ERR_NAMESPACE_MIXED: 'an event belongs to another namespace than the journey',
  ERR_EXPRESSION: 'an expression is wrong',
  ERR_CRITERION_DATA: 'an exit criterion or the goal reads data that would have to be fetched first',
  ERR_DURATION_RANGE: 'a duration is out of range',
  ERR_TIMEZONE_UNKNOWN: 'there is no such time zone',
  ERR_DATES_REVERSED: 'the end comes before the start',
  WARN_END_UNLABELLED: 'an end has no label',
} as const;
export type IssueCode = keyof typeof ISSUE_CODES;

/** Where a journey is wrong and how to mend it. `line` and `column` point into an expression, counted from 1. */
export interface Issue {
  code: IssueCode;
  message: string;
  activity: string | null;
  field: string | null;
  line?: number;
  column?: number;
}

export function issue(
  code: IssueCode,
  message: string,
  activity: { id: string } | null,
  field: string | null = null,
): Issue {
  return { code, message, activity: activity?.id ?? null, field };
}

export function isError({ code }: Issue): boolean {
  return code.startsWith('ERR_');
}
