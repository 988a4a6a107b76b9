import { DISCARD_REASONS } from '../engine/step-event.js';

/**
 * Everything that can be said of a person and a journey: reasons why nobody entered, and what happened to whoever did.
 * Codes are stable: clients and documentation rely on them. A refused entrance is told by its own reason.
 */
export const EXPLANATION_CODES = {
  ...DISCARD_REASONS,

  neverPublished: 'no version of the journey has been published',
  otherNamespace: 'the journey is about people of another namespace',
  onlyUnderTest: 'the journey is under test, which lets test profiles in only',
  noEntrySeen: 'nothing that starts the journey has come for the person, as far back as the log reaches',

  entered: 'the person entered the journey',
  enteredBeforeLog: 'the person has entered, and what happened then is not in the log any more',
  awaitsAdmission: 'the person is at the entry, and the profile is asked whether they may take part in the test',
  inside: 'the person is inside the journey',
  paused: 'the person is inside or at the entry, and the version is paused',

  passed: 'the person went on from an activity by its usual way',
  tookPath: 'the person took a certain path out of an activity',
  noPathMatched: 'no path fitted the person and there is none for other cases, which ends the journey normally',
  awaitedInVain: 'what an activity listened for did not come in time',
  cancelled: 'an activity stopped listening, because another one went on or the person left',
  activityFailed: 'an activity failed, with the code of the error',
  activityTimedOut: 'a call or a fetch took longer than the journey allows',
  activityCapped: 'a call was refused by the limit of its endpoint',
  converted: 'the person reached the goal of the journey',

  completed: 'the person came to the end of the journey',
  failed: 'an error ended the journey for the person',
  exited: 'an exit criterion took the person out',
  timedOut: 'the global timeout of the journey took the person out',
  stopped: 'the person was taken out, because the version was stopped or its test ended',
  endUnknown: 'the person is not inside any more, and how it ended is not in the log',
} as const;
export type ExplanationCode = keyof typeof EXPLANATION_CODES;
