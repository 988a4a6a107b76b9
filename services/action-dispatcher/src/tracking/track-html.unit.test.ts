import { describe, expect, it } from 'vitest';
import { trackHtml } from './track-html.js';

const links = {
  pixel: 'https://links.example/t/o/1.gif',
  unsubscribe: 'https://links.example/t/u/1',
  click: (url: string) => `https://links.example/t/c/${encodeURIComponent(url)}`,
};
const followed = (url: string) => `https://links.example/t/c/${encodeURIComponent(url)}`;
const PIXEL = '<img src="https://links.example/t/o/1.gif" width="1" height="1" alt="">';
const track = (html: string) => trackHtml(html, links).replace(PIXEL, '');

describe('links in mail', () => {
  it.each([
    ['<a href="https://a.example">x</a>', `<a href="${followed('https://a.example')}">x</a>`],
    ["<A CLASS=b HREF='http://a.example/?x=1'>x</A>", `<A CLASS=b HREF="${followed('http://a.example/?x=1')}">x</A>`],
    ['<a\n  href = "https://a.example/?a=1&amp;b=2">', `<a\n  href = "${followed('https://a.example/?a=1&b=2')}">`],
  ])('lead past the gateway: %s', (html, expected) => {
    expect(track(html)).toBe(expected);
  });

  it.each([
    '<a href="mailto:shop@example.org">x</a>',
    '<a href="tel:+4930">x</a>',
    '<a href="#top">x</a>',
    '<a href="/relative">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://links.example/t/u/1">x</a>',
    '<link href="https://a.example/style.css">',
    '<abbr href="https://a.example">x</abbr>',
    '<a data-href="https://a.example">x</a>',
    `<a href="https://a.example/${'x'.repeat(1_300)}">x</a>`,
  ])('stay as they are where there is nothing to follow: %s', (html) => {
    expect(track(html)).toBe(html);
  });
});

describe('the picture', () => {
  it('comes last in the body', () => {
    expect(trackHtml('<body>Hi</body></html>', links)).toBe(`<body>Hi${PIXEL}</body></html>`);
  });

  it('comes last where there is no body', () => {
    expect(trackHtml('<p>Hi</p>', links)).toBe(`<p>Hi</p>${PIXEL}`);
  });
});
