import type { ReceivedMail, StoryReaction } from '@waystream/testing';
import { request } from 'undici';

/** Where links in mail lead; the stage takes the host out of them and asks the dispatcher itself. */
const LINKS = 'https://links.example';

/** What a dispatcher needs to send mail through the given server, with links that tell who follows them. */
export function mailSettings(smtpUrl: string): Record<string, string> {
  return {
    WAYSTREAM_SMTP_URL: smtpUrl,
    WAYSTREAM_MAIL_FROM: 'The shop <shop@example.org>',
    WAYSTREAM_TRACKING_URL: LINKS,
    WAYSTREAM_TRACKING_KEY: 'a-key-for-these-tests',
  };
}

/** Does what the recipient's mail program does: loads the picture, follows the link, or unsubscribes with one click. */
export async function react(mail: ReceivedMail, kind: StoryReaction, dispatcherUrl: string): Promise<void> {
  const path = pathOf(mail, kind);
  if (path === undefined) throw new Error(`the mail to ${mail.to} has no link for "${kind}"`);
  const { statusCode, body } = await request(`${dispatcherUrl}${path}`, {
    method: kind === 'unsubscribed' ? 'POST' : 'GET',
    ...(kind === 'unsubscribed' && {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    }),
  });
  await body.dump();
  if (statusCode >= 400) throw new Error(`${kind} was answered with ${statusCode}`);
}

function pathOf({ html, headers }: ReceivedMail, kind: StoryReaction): string | undefined {
  const [, opened] = /<img src="https:\/\/links\.example([^"]+)"/.exec(html ?? '') ?? [];
  const [, clicked] = /<a href="https:\/\/links\.example([^"]+)"/.exec(html ?? '') ?? [];
  const [, unsubscribed] = /<https:\/\/links\.example([^>]+)>/.exec(headers['list-unsubscribe'] ?? '') ?? [];
  return { opened, clicked, unsubscribed }[kind];
}
