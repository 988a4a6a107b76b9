import MailComposer from 'nodemailer/lib/mail-composer';
import type { RenderedEmail } from './render-email.js';

/** A mail as it goes over the wire. */
export interface ComposedEmail {
  envelope: { from: string; to: string[] };
  bytes: Buffer;
}

/**
 * Writes the mail down once for all tries. `id` is the idempotency key: whoever receives the mail twice can tell by its
 * Message-ID. `at` is when the journey decided on it, epoch milliseconds.
 */
export async function composeEmail(email: RenderedEmail, id: string, at: number): Promise<ComposedEmail> {
  const { to, from, subject, text, html, unsubscribeUrl } = email;
  const node = new MailComposer({
    from,
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: messageIdOf(id, from),
    date: new Date(at),
    headers: unsubscribeUrl ? unsubscribeHeaders(unsubscribeUrl) : {},
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = node.getEnvelope();
  return { envelope: { from: envelope.from || '', to: envelope.to }, bytes: await node.build() };
}

/** RFC 5322: `<left@right>`. Both parts keep to letters, digits and marks that need no quoting. */
function messageIdOf(id: string, from: string): string {
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'waystream';
  return `<${id.replace(/[^A-Za-z0-9._-]/g, '-')}@${domain}>`;
}

/** RFC 8058: mail programs unsubscribe with one POST, so that a mere look at the link does nothing. */
function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
