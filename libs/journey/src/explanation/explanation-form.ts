import { z } from 'zod';
import { EXPLANATION_CODES, type ExplanationCode } from './explanation-codes.js';

const instant = z.iso.datetime();

/** Guarantee: the keys of an object literal that has no index signature are the keys of its type. */
function codesOf(codes: Record<ExplanationCode, string>): ExplanationCode[] {
  return Object.keys(codes) as ExplanationCode[];
}
const code = z.enum(codesOf(EXPLANATION_CODES));

/** One thing that an instance waits for. */
export const awaitedForm = z.object({
  activity: z.string().nullable().describe('id of the activity; null at the entry and while paused'),
  label: z.string().nullable(),
  kind: z
    .enum(['event', 'audience', 'reaction', 'time', 'call', 'data', 'admission', 'resume'])
    .describe('what has to happen; call: an answer to a request that was made, data: a fetch'),
  name: z.string().nullable().describe('the event, the audience, or the activity that sent the message'),
  status: z.string().nullable().describe('of an audience or a reaction: which change, which reaction'),
  dueAt: instant.nullable().describe('when time alone lets the person go on'),
});
export type AwaitedForm = z.infer<typeof awaitedForm>;

/** Field → value, `null` where there was none. */
export const valuesSeen = z
  .record(z.string(), z.unknown())
  .describe('values by which the activity chose the way out, long ones cut short');

const storyEntry = z.object({
  at: instant,
  code,
  message: z.string(),
  activity: z.string().nullable(),
  path: z.string().nullable(),
  instance: z.string().nullable(),
  error: z.string().nullable().describe('code of the error'),
  seen: valuesSeen.nullable(),
});

/** The answer to "why did this person (not) get it?". */
export const explanationForm = z.object({
  journey: z.object({ uid: z.string(), name: z.string() }),
  person: z.object({ namespace: z.string(), id: z.string() }),
  entered: z.boolean().describe('has the person been inside, as far as is known?'),
  verdict: z.object({ code, message: z.string() }),
  story: z.array(storyEntry).describe('what happened, in order'),
  awaiting: z.array(awaitedForm.extend({ instance: z.string() })),
  logSince: instant.nullable().describe('what happened before is not in the log any more; null: nothing is missing'),
});
export type Explanation = z.infer<typeof explanationForm>;
