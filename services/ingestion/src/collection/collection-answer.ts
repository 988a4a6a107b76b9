import { jsonAnswer } from '../answer.js';
import type { Collected } from './collect-message.js';
import type { OpenInlet } from './find-inlet.js';
import { validationReport } from './validation-report.js';

/** The names under which producers ask whether a message is valid; the answer uses the one that was asked with. */
export const VALIDATION_QUERIES = ['syncValidation', 'synchronousValidation'] as const;
export type ValidationQuery = (typeof VALIDATION_QUERIES)[number];

/** How clients of this protocol tell an invalid message from other refusals. */
const INVALID_MESSAGE = 'http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet';

const PROBLEM_HEADERS = { 'Content-Type': 'application/problem+json' };

/** 200 with the receipt, or 400 with the report of what is wrong; nothing invalid is answered with success. */
export function collectionAnswer(
  { receipt, refusal, organisation }: Collected,
  inlet: OpenInlet,
  { asked, requestId }: { asked: ValidationQuery | null; requestId: string },
): Response {
  if (!refusal) return jsonAnswer(200, asked ? { ...receipt, [asked]: { status: 'pass' } } : receipt);
  const problem = {
    type: INVALID_MESSAGE,
    title: 'Invalid XDM Message Format',
    status: 400,
    detail: refusal.detail,
    code: 'malformed',
    requestId,
    errors: refusal.flaws,
    report: validationReport(refusal, inlet, organisation),
    ...receipt,
    ...(asked && { [asked]: { status: 'fail' } }),
  };
  return new Response(JSON.stringify(problem), { status: 400, headers: PROBLEM_HEADERS });
}
