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
  ERR_PARALLEL: 'activities stand side by side that do not wait for anything, or are the same',
  ERR_EVENT_UNKNOWN: 'there is no such event',
  ERR_ACTION_UNKNOWN: 'there is no such action',
  ERR_PARAMETER_MISSING: 'a parameter of the action has no value',
  ERR_PARAMETER_UNKNOWN: 'the action has no such parameter',
  ERR_AUDIENCE_UNKNOWN: 'there is no such audience',
  ERR_RUN_PLACE: 'an audience is read where people are inside already',
  ERR_BUSINESS_EVENT: 'a business event is not at the entry, or no audience is read after it',
  ERR_NAMESPACE_MISSING: 'the journey names no namespace',
  ERR_NAMESPACE_MIXED: 'an event or an audience belongs to another namespace than the journey',
  ERR_SUPPLEMENTAL_MISSING: 'a later event has no supplemental identifier though the entry event has one',
  ERR_SUPPLEMENTAL_MIXED: 'a later event has a supplemental identifier of another namespace than the entry event',
  ERR_EXPRESSION: 'an expression is wrong',
  ERR_CRITERION_DATA: 'an exit criterion or the goal reads data that is not at hand when it is judged',
  ERR_DURATION_RANGE: 'a duration is out of range',
  ERR_PERCENTAGE_SUM: 'the percentages of a split do not add up to 100',
  ERR_TIMEZONE_UNKNOWN: 'there is no such time zone',
  ERR_TEMPLATE_UNKNOWN: 'there is no such message template',
  ERR_PROFILE_FIELD_UNKNOWN: 'no profile schema has such a field',
  ERR_REACTION_MESSAGE: 'the message that a reaction waits on is not sent before it on every way',
  ERR_JUMP_UNKNOWN: 'there is no journey to jump to',
  ERR_JUMP_NOT_LIVE: 'the journey to jump to has no live version',
  ERR_JUMP_NAMESPACE: 'the journey to jump to is about people of another namespace',
  ERR_JUMP_ENTRY: 'the journey to jump to does not start with an event of one person',
  ERR_JUMP_FIELD_UNKNOWN: 'the event that the other journey starts with has no such field',
  ERR_JUMP_FIELD_TYPE: 'a value does not fit the field of the event that the other journey starts with',
  ERR_JUMP_FIELD_MISSING: 'a required field of the event that the other journey starts with has no value',
  ERR_JUMP_LOOP: 'jumps lead back to the journey that they come from',
  ERR_JUMP_ARRIVAL: 'people of a running journey that jumps here could not enter any more',
  ERR_DATES_REVERSED: 'the end comes before the start',
  WARN_END_UNLABELLED: 'an end has no label',
  WARN_JUMP_ARRIVAL: 'what another journey gives to those who jump here does not fit any more',
  WARN_UNREACHABLE: 'nobody can take the path',
  WARN_GOAL_MISSING: 'the journey has an experiment and no goal to judge it by',
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
