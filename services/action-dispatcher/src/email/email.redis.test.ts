import { type MailServer, startEndpoint, startMailServer } from '@waystream/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ADA, dispatcherStage } from '../dispatcher-stage.test.js';

let server: MailServer;

beforeEach(async () => {
  server = await startMailServer();
});
afterEach(() => server.close());

async function runningStage(more: Record<string, string> = {}) {
  const settings = { WAYSTREAM_SMTP_URL: server.url, WAYSTREAM_MAIL_FROM: 'The shop <shop@example.org>' };
  const stage = await dispatcherStage({ ...settings, ...more });
  const service = await stage.start();
  onTestFinished(async () => {
    await service.stop();
    await stage.close();
  });
  await stage.configure(
    { name: 'Reminder', subject: 'Your {{item}}', text: 'Still there: {{item}}', html: '<p>{{item}}</p>' },
    'template',
  );
  return { ...stage, service };
}

const reminder = (to: string, more: object = {}) => ({
  channel: 'email' as const,
  action: 'Reminder',
  parameters: { to, item: 'shoes & socks' },
  ...more,
});

describe('a mail', () => {
  it('is taken by the mail server, from the sender of the settings, with the id of the request in its Message-ID', async () => {
    const stage = await runningStage();
    const id = await stage.ask(reminder('ada@example.com'));

    expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok', attempts: 1 });
    const [mail] = server.received;
    expect(mail).toMatchObject({
      from: 'shop@example.org',
      to: 'ada@example.com',
      subject: 'Your shoes & socks',
      text: 'Still there: shoes & socks',
      html: '<p>shoes &amp; socks</p>',
    });
    expect(mail?.headers).toMatchObject({ from: 'The shop <shop@example.org>', 'message-id': `<${id}@example.org>` });
    expect(await stage.unanswered()).toBe(0);
    expect(await stage.service.metrics.registry.metrics()).toMatch(
      /waystream_dispatcher_calls_total{action="email:Reminder",outcome="ok",service="action-dispatcher"} 1/,
    );
  });

  it('that the server refuses for good is an error with its code and is not tried again', async () => {
    const stage = await runningStage();
    server.answerWith(() => ({ recipient: 550 }));
    const outcome = await stage.outcomeOf(await stage.ask(reminder('gone@example.com')));
    expect(outcome).toMatchObject({ status: 'error', code: 'smtp_550', attempts: 1 });
    expect(server.received).toEqual([]);
  });

  it('that the server refuses for now is tried again under the same Message-ID', async () => {
    const stage = await runningStage();
    server.answerWith(({ tries }) => ({ mail: tries < 3 ? 451 : 250 }));
    const id = await stage.ask(reminder('ada@example.com'));
    expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok', attempts: 3 });
    expect(server.received.map(({ headers }) => headers['message-id'])).toEqual([`<${id}@example.org>`]);
  });

  it('that the server keeps refusing for now ends with its code', async () => {
    const stage = await runningStage();
    server.answerWith(() => ({ recipient: 450 }));
    const outcome = await stage.outcomeOf(await stage.ask(reminder('ada@example.com')));
    expect(outcome).toMatchObject({ status: 'error', code: 'smtp_450', attempts: 4 });
  });

  it('that is not taken within the timeout is given up, and does not arrive afterwards', async () => {
    const stage = await runningStage();
    let answerNow = () => {};
    const asked = new Promise<void>((resolveAsked) => {
      server.answerWith(async () => {
        resolveAsked();
        await new Promise<void>((resolve) => {
          answerNow = resolve;
        });
        return {};
      });
    });
    const id = await stage.ask(reminder('ada@example.com', { timeoutMs: 300 }));
    await asked;
    expect(await stage.outcomeOf(id)).toMatchObject({ status: 'timeout', attempts: 1 });
    server.answerWith(() => ({}));
    answerNow();

    expect(await stage.outcomeOf(await stage.ask(reminder('bob@example.com')))).toMatchObject({ status: 'ok' });
    expect(server.received.map(({ to }) => to)).toEqual(['bob@example.com']);
  });

  it.each([
    ['to nobody', { parameters: { item: 'shoes' } }, 'invalidRecipient'],
    ['to several at once', { parameters: { to: 'a@example.com, b@example.com' } }, 'invalidRecipient'],
    ['of a template that nobody configured', { action: 'Nothing' }, 'unknownTemplate'],
  ])('%s is not sent', async (_what, more, code) => {
    const stage = await runningStage();
    const outcome = await stage.outcomeOf(await stage.ask(reminder('ada@example.com', more)));
    expect(outcome).toEqual({ status: 'error', code, elapsedMs: 0, attempts: 0 });
    expect(server.received).toEqual([]);
  });
});

describe('the mail server', () => {
  it('is asked to take many mails over few connections', async () => {
    const stage = await runningStage({ WAYSTREAM_ACTION_DISPATCHER_SMTP_CONNECTIONS: '2' });
    const people = Array.from({ length: 40 }, (_, index) => `p${index}@example.com`);
    const ids = await Promise.all(people.map((to) => stage.ask(reminder(to))));
    for (const id of ids) expect(await stage.outcomeOf(id)).toMatchObject({ status: 'ok' });
    expect(server.received.map(({ to }) => to).sort()).toEqual([...people].sort());
    expect(new Set(server.received.map(({ headers }) => headers['message-id'])).size).toBe(40);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('that is slow keeps no call waiting', async () => {
    const stage = await runningStage({ WAYSTREAM_ACTION_DISPATCHER_SMTP_CONNECTIONS: '2' });
    const endpoint = await startEndpoint();
    onTestFinished(() => endpoint.close());
    await stage.configure({ name: 'Push', url: endpoint.url });
    server.answerWith(() => new Promise(() => {}));
    for (let mail = 0; mail < 5; mail++) await stage.ask(reminder(`p${mail}@example.com`, { timeoutMs: 30_000 }));
    expect(await stage.outcomeOf(await stage.ask({ action: 'Push' }))).toMatchObject({ status: 'ok' });
  });

  it('is told who is calling', async () => {
    const login = await startMailServer({ user: 'shop@example.org', pass: 'p:w/d?' });
    onTestFinished(() => login.close());
    const stage = await runningStage({ WAYSTREAM_SMTP_URL: login.url });
    expect(await stage.outcomeOf(await stage.ask(reminder('ada@example.com')))).toMatchObject({ status: 'ok' });
  });

  it('that does not know the credentials is no bounce', async () => {
    const login = await startMailServer({ user: 'shop', pass: 'right' });
    onTestFinished(() => login.close());
    const stage = await runningStage({ WAYSTREAM_SMTP_URL: login.url.replace('right', 'wrong') });
    const outcome = await stage.outcomeOf(await stage.ask(reminder('ada@example.com')));
    expect(outcome).toMatchObject({ status: 'error', code: 'smtpLogin' });
  });

  it('that is away is an error once its tries are used up', async () => {
    const gone = await startMailServer();
    await gone.close();
    const stage = await runningStage({ WAYSTREAM_SMTP_URL: gone.url });
    const outcome = await stage.outcomeOf(await stage.ask(reminder('ada@example.com')));
    expect(outcome).toMatchObject({ status: 'error', code: 'unreachable', attempts: 4 });
  });

  it('that nobody configured makes mail an error and leaves the service ready', async () => {
    const stage = await runningStage({ WAYSTREAM_SMTP_URL: '' });
    const outcome = await stage.outcomeOf(await stage.ask(reminder('ada@example.com')));
    expect(outcome).toEqual({ status: 'error', code: 'smtpNotConfigured', elapsedMs: 0, attempts: 0 });
    await vi.waitFor(async () => expect((await fetch(`${stage.service.url}/readyz`)).status).toBe(200));
  });
});

describe('links in mail', () => {
  const tracked = { WAYSTREAM_TRACKING_URL: 'https://links.example', WAYSTREAM_TRACKING_KEY: 'a-key-for-this-test' };

  async function sentMail() {
    const stage = await runningStage(tracked);
    const html =
      '<body><a href="https://shop.example/?a=1&amp;b=2">Look</a> <a href="{{unsubscribeUrl}}">No</a></body>';
    await stage.configure({ name: 'Linked', subject: 'Hi', html }, 'template');
    const ask = { channel: 'email' as const, action: 'Linked', instance: 'i-9', node: 'mail' };
    await stage.outcomeOf(await stage.ask({ ...ask, parameters: { to: 'ada@example.com' } }));
    const mail = server.received.at(-1);
    if (!mail?.html) throw new Error('no mail has arrived');
    const paths = [...mail.html.matchAll(/https:\/\/links\.example([^"]+)/g)].map(([, path = '']) => path);
    const [click = '', unsubscribe = '', pixel = ''] = paths;
    const get = (path: string, more: RequestInit = {}) =>
      fetch(`${stage.service.url}${path}`, { redirect: 'manual', ...more });
    return { ...stage, mail, click, unsubscribe, pixel, get };
  }

  it('tell of an opened mail, once however often it is opened', async () => {
    const { pixel, get, reactionsOf } = await sentMail();
    for (let time = 0; time < 3; time++) {
      const answer = await get(pixel);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/gif']);
    }
    expect(await reactionsOf('i-9', 1)).toMatchObject([
      { type: 'reaction', id: 'i-9.mail.opened', person: ADA, instance: 'i-9', message: 'mail', kind: 'opened' },
    ]);
  });

  it('lead where the template says and tell of it', async () => {
    const { click, get, reactionsOf } = await sentMail();
    const answer = await get(click);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://shop.example/?a=1&b=2']);
    expect(await reactionsOf('i-9', 1)).toMatchObject([{ id: 'i-9.mail.clicked', kind: 'clicked' }]);
  });

  it('lead nowhere else: a token that was not made here is refused', async () => {
    const { click, pixel, get, reactionsOf } = await sentMail();
    const pixelToken = pixel.replace('/t/o/', '').replace('.gif', '');
    for (const path of [`${click}x`, '/t/c/https:%2F%2Fevil.example', `/t/c/${pixelToken}`, `/t/u/${pixelToken}`]) {
      expect((await get(path)).status).toBe(404);
    }
    expect(await reactionsOf('i-9', 0)).toEqual([]);
  });

  it('ask before they unsubscribe, and do it with one click from the mail program', async () => {
    const { mail, unsubscribe, get, reactionsOf } = await sentMail();
    expect(mail.headers['list-unsubscribe']).toBe(`<https://links.example${unsubscribe}>`);
    expect(mail.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    const page = await get(unsubscribe);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<form method="post">');
    expect(await reactionsOf('i-9', 0)).toEqual([]);

    const body = 'List-Unsubscribe=One-Click';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await get(unsubscribe, { method: 'POST', body, headers })).status).toBe(200);
    expect(await reactionsOf('i-9', 1)).toMatchObject([{ kind: 'unsubscribed' }]);
  });

  it('are not counted for a program that only looks whether they are there', async () => {
    const { click, get, reactionsOf } = await sentMail();
    expect((await get(click, { method: 'HEAD' })).status).toBe(302);
    expect(await reactionsOf('i-9', 0)).toEqual([]);
  });

  it('need a key: without one the service does not start', async () => {
    const stage = await dispatcherStage({ ...tracked, WAYSTREAM_TRACKING_KEY: '' });
    onTestFinished(() => stage.close());
    await expect(stage.start()).rejects.toThrow('WAYSTREAM_TRACKING_KEY');
  });
});
