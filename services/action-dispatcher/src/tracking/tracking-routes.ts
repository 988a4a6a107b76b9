import { AppError } from '@waystream/core';
import {
  type GatewayApp,
  type GatewayContext,
  type Log,
  mountRawRoute,
  PAGE_HEADERS,
  type Routes,
} from '@waystream/service';
import { type LinkMeaning, readLink } from './message-links.js';
import type { Seal } from './seal.js';
import type { TakeReaction } from './take-reaction.js';
import { unsubscribedPage, unsubscribePage } from './unsubscribe-page.js';

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const FRESH = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };
const HTML = { ...PAGE_HEADERS, ...FRESH, 'Content-Type': 'text/html; charset=utf-8' };

const open = { access: 'open' } as const;

/** What the documentation says about a link. */
function link(method: 'get' | 'post', path: string, summary: string, [status, description]: [number, string]) {
  const token = { name: 'token', in: 'path', required: true, schema: { type: 'string' } } as const;
  const responses = { [status]: { description } };
  return { method, path, summary, tags: ['Links in mail'], parameters: [token], responses };
}

interface Parts {
  seal: Seal;
  takeReaction: TakeReaction;
  log: Log;
}

/** What recipients of mail reach: the picture, the links and the way to say no. The token is all that they need. */
export function trackingRoutes(parts: Parts): Routes {
  return (app) => {
    mountPixel(app, parts);
    mountClick(app, parts);
    mountUnsubscribe(app, parts);
  };
}

function mountPixel(app: GatewayApp, { seal, takeReaction }: Parts): void {
  const summary = 'The picture in a mail: it has been opened';
  mountRawRoute(app, open, link('get', '/t/o/{token}', summary, [200, 'One transparent pixel']), async (c) => {
    const meaning = meaningOf(c, seal, 'opened');
    if (isLookedAt(c)) await takeReaction(meaning);
    return c.body(new Uint8Array(PIXEL), 200, { ...FRESH, 'Content-Type': 'image/gif' });
  });
}

function mountClick(app: GatewayApp, { seal, takeReaction, log }: Parts): void {
  const summary = 'A link in a mail: it has been followed';
  mountRawRoute(app, open, link('get', '/t/c/{token}', summary, [302, 'To where the link leads']), async (c) => {
    const meaning = meaningOf(c, seal, 'clicked');
    // Whoever follows a link gets there, also while nothing can be counted.
    if (isLookedAt(c))
      await takeReaction(meaning).catch((error: unknown) => log.warn({ err: error }, 'A click was lost'));
    return c.body(null, 302, { ...FRESH, Location: meaning.url });
  });
}

function mountUnsubscribe(app: GatewayApp, { seal, takeReaction }: Parts): void {
  const path = '/t/u/{token}';
  const ask = link('get', path, 'Ask whether to unsubscribe', [200, 'A page with a button']);
  mountRawRoute(app, open, ask, (c) => {
    meaningOf(c, seal, 'unsubscribed');
    return c.body(unsubscribePage(), 200, HTML);
  });
  const summary = 'Unsubscribe, from the page or with one click in the mail program';
  mountRawRoute(app, open, link('post', path, summary, [200, 'A page that says so']), async (c) => {
    await takeReaction(meaningOf(c, seal, 'unsubscribed'));
    return c.body(unsubscribedPage(), 200, HTML);
  });
}

function meaningOf(c: GatewayContext, seal: Seal, kind: LinkMeaning['kind']): LinkMeaning {
  const meaning = readLink(seal, kind, (c.req.param('token') ?? '').replace(/\.gif$/, ''));
  if (!meaning) throw new AppError('notFound', 'This link is not known here.');
  return meaning;
}

/** A `HEAD` asks whether there is something, and is no person. */
function isLookedAt(c: GatewayContext): boolean {
  return c.req.method !== 'HEAD';
}
