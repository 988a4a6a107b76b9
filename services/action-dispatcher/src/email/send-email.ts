import type { Clock } from '@waystream/core';
import type { ActionRequest } from '@waystream/journey';
import { nextTryAt, openDeadline } from '@waystream/outbound';
import type { Catalogues } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import type { Bulkheads } from '../bulkheads.js';
import { findInCatalogue } from '../find-in-catalogue.js';
import type { PerformAction } from '../perform-action.js';
import type { PerformedResult } from '../performed-input.js';
import { createReportPerformed } from '../report-performed.js';
import type { LinksOf } from '../tracking/message-links.js';
import { type ComposedEmail, composeEmail } from './compose-email.js';
import type { MailServer } from './mail-server.js';
import { renderEmail } from './render-email.js';

export interface SendEmailParts {
  catalogues: Catalogues;
  /** `null`: none is configured. */
  mailServer: MailServer | null;
  from: string | undefined;
  linksOf: LinksOf;
  /** Mail has places of its own, so that a slow mail server keeps no call waiting. */
  bulkheads: Bulkheads;
  clock: Clock;
  random: () => number;
  log: Log;
  metrics: ServiceMetrics<'action-dispatcher'>;
}

/** As for calls. */
const RETRIES = 3;

const PLACE = 'mail';

/** Sends the mail that a journey asks for, tries included, and tells how it ended. */
export function createSendEmail(parts: SendEmailParts): PerformAction {
  const { catalogues, mailServer, from, linksOf, bulkheads, log, metrics } = parts;
  const report = createReportPerformed(log, metrics);
  return async (request, { isWanted = () => true } = {}) => {
    const performed = { name: `email:${request.action}` };
    const refuse = (code: NonNullable<PerformedResult['code']>) =>
      report(request, performed, { status: 'error', code, elapsedMs: 0, attempts: 0 });
    const template = await findInCatalogue(catalogues, request.person, (one) => one.templates.get(request.action));
    if (!template) return report(request, undefined, UNKNOWN);
    if (!mailServer) return refuse('smtpNotConfigured');
    try {
      const email = renderEmail(template, request.parameters, { from, links: linksOf(request) });
      if (typeof email === 'string') return refuse(email);
      const composed = await composeEmail(email, request.id, request.at);
      const result = await bulkheads.run(PLACE, async () =>
        isWanted() ? deliver({ ...parts, mailServer }, request, composed) : null,
      );
      return result && report(request, performed, result);
    } catch (error) {
      log.error({ err: error, request: request.id, template: request.action }, 'A mail could not be sent');
      return refuse('internal');
    }
  };
}

const UNKNOWN: PerformedResult = { status: 'error', code: 'unknownTemplate', elapsedMs: 0, attempts: 0 };

async function deliver(
  { mailServer, clock, random, metrics }: SendEmailParts & { mailServer: MailServer },
  request: ActionRequest,
  email: ComposedEmail,
): Promise<PerformedResult> {
  const startedMs = clock.now();
  metrics.queueDelaySeconds.observe(Math.max(0, startedMs - request.at) / 1_000);
  metrics.inFlight.inc();
  const deadline = openDeadline(clock, startedMs + request.timeoutMs);
  try {
    for (let attempts = 1; ; attempts++) {
      const result = await mailServer.send(email, deadline);
      const nowMs = clock.now();
      const elapsedMs = nowMs - startedMs;
      if (result === 'sent') return { status: 'ok', elapsedMs, attempts };
      if (result === 'expired') return { status: 'timeout', elapsedMs, attempts };
      const retryAtMs = result.mayRecover
        ? nextTryAt({ failure: NO_HINT, attempt: attempts, retries: RETRIES, nowMs, deadlineMs: deadline.atMs, random })
        : undefined;
      if (retryAtMs === undefined) return { status: 'error', code: result.code, elapsedMs, attempts };
      await deadline.waitUntil(retryAtMs);
    }
  } finally {
    deadline.close();
    metrics.inFlight.dec();
  }
}

/** A mail server does not say when to come again. */
const NO_HINT = { httpStatus: undefined, retryAfterMs: undefined };
