import { escapeHtml, unescapeHtml } from '../email/escape-html.js';
import type { MessageLinks } from './message-links.js';

/** The target of a link: what stands before it in the tag, then the quoted address. */
const LINK = /(<a\b[^>]*?\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

/** Mail programs cut off longer addresses; such a link leads where it says and is not counted. */
const LONGEST_URL = 1_200;

/** The HTML with links that tell of a click, and a picture that tells when the mail is opened. */
export function trackHtml(html: string, links: MessageLinks): string {
  const followed = html.replace(LINK, (whole: string, tag: string, double?: string, single?: string) => {
    const url = unescapeHtml(double ?? single ?? '').trim();
    return isFollowed(url, links) ? `${tag}"${escapeHtml(links.click(url))}"` : whole;
  });
  const pixel = `<img src="${escapeHtml(links.pixel)}" width="1" height="1" alt="">`;
  const end = followed.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? followed + pixel : followed.slice(0, end) + pixel + followed.slice(end);
}

function isFollowed(url: string, { unsubscribe }: MessageLinks): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url) && url.length <= LONGEST_URL && url !== unsubscribe;
}
