import { templateDefinition } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { composeEmail } from './compose-email.js';
import { renderEmail } from './render-email.js';

const template = (more: object = {}) => templateDefinition.parse({ name: 'T', subject: 'Hi', text: 'Hi', ...more });
const render = (more: object, parameters: Record<string, string | number | boolean | null>) =>
  renderEmail(template(more), { to: 'ada@example.com', ...parameters }, { from: 'shop@example.org', links: null });

describe('a value', () => {
  const evil = `<script>"x" & 'y'</script>`;

  it('shows in HTML as it is, in texts and in attributes', () => {
    expect(render({ html: '<p title="{{v}}">{{v}}</p>' }, { v: evil })).toMatchObject({
      html: [
        '<p title="&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;">',
        '&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;</p>',
      ].join(''),
    });
  });

  it('is not changed in plain text', () => {
    expect(render({ text: '{{v}}' }, { v: evil })).toMatchObject({ text: evil });
  });

  it('is never read as a place, a reference or an instruction', () => {
    const parameters = { a: '{{b}} $& $1', b: 'secret' };
    expect(render({ text: '{{a}}' }, parameters)).toMatchObject({ text: '{{b}} $& $1' });
  });

  it('that is missing leaves nothing behind, and one that is no text is written out', () => {
    expect(render({ text: '[{{none}}] {{ n }} {{yes}}' }, { none: null, n: 1.5, yes: true })).toMatchObject({
      text: '[] 1.5 true',
    });
  });

  it('cannot begin another line of the subject', () => {
    expect(render({ subject: 'Hi {{v}}' }, { v: 'Ada\r\nBcc: x@example.org' })).toMatchObject({
      subject: 'Hi Ada Bcc: x@example.org',
    });
  });
});

describe('the recipient', () => {
  it.each([
    null,
    '',
    'ada',
    'a@b, c@d',
    'a@b c@d',
    'Ada <ada@example.com>',
    'ada@example.com\r\nBcc: x@y',
    'a@b@c',
    '"a"@b',
    `${'a'.repeat(320)}@b`,
  ])('%j is no address to send to', (to) => {
    expect(render({}, { to })).toBe('invalidRecipient');
  });

  it.each(['ada@example.com', 'ada+shop@mail.example.co.uk', 'zoë@exämple.de'])('%s is one', (to) => {
    expect(render({}, { to })).toMatchObject({ to });
  });
});

describe('the sender', () => {
  it('is the one of the template, else that of the settings', () => {
    expect(render({ from: 'Care <care@example.org>' }, {})).toMatchObject({ from: 'Care <care@example.org>' });
    expect(render({}, {})).toMatchObject({ from: 'shop@example.org' });
  });

  it('is needed', () => {
    const parameters = { to: 'ada@example.com' };
    expect(renderEmail(template(), parameters, { from: undefined, links: null })).toBe('noSender');
  });
});

describe('a composed mail', () => {
  it('has a Message-ID made of the idempotency key, and the same bytes of header for each try', async () => {
    const email = render({}, {});
    if (typeof email === 'string') throw new Error(email);
    const { envelope, bytes } = await composeEmail(email, 'abc.7', Date.UTC(2026, 0, 1));
    expect(envelope).toEqual({ from: 'shop@example.org', to: ['ada@example.com'] });
    expect(bytes.toString()).toContain('Message-ID: <abc.7@example.org>\r\n');
    expect(bytes.toString()).toContain('Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n');
  });
});
