import type { ActionRequest } from '@waystream/journey';
import { z } from 'zod';
import type { Seal } from './seal.js';

/** What a link in a mail stands for: which message to whom, and where a click leads. */
export interface LinkMeaning {
  kind: 'opened' | 'clicked' | 'unsubscribed';
  person: string;
  instance: string;
  /** The activity that has sent the message. */
  node: string;
  /** Where a click leads; empty for other links. */
  url: string;
}

/** The links of one message. */
export interface MessageLinks {
  /** Of a picture that is loaded when the mail is opened. */
  pixel: string;
  unsubscribe: string;
  /** Leads to `url` and tells of it. */
  click(url: string): string;
}

/** The links of the message that a request asks for; `null` when links are not followed here. */
export type LinksOf = (request: Pick<ActionRequest, 'person' | 'instance' | 'node'>) => MessageLinks | null;

/** `base` is the public address of this gateway. */
export function createLinksOf(base: string, seal: Seal): LinksOf {
  const root = base.replace(/\/+$/, '');
  return ({ person, instance, node }) => {
    const token = (kind: LinkMeaning['kind'], url = '') => seal.close([kind, person, instance, node, url]);
    return {
      pixel: `${root}/t/o/${token('opened')}.gif`,
      unsubscribe: `${root}/t/u/${token('unsubscribed')}`,
      click: (url) => `${root}/t/c/${token('clicked', url)}`,
    };
  };
}

const sealed = z.tuple([z.enum(['opened', 'clicked', 'unsubscribed']), z.string(), z.string(), z.string(), z.string()]);

/** What a token stands for; `null` for one of another kind, or one that was not made here. */
export function readLink(seal: Seal, kind: LinkMeaning['kind'], token: string): LinkMeaning | null {
  const { data } = sealed.safeParse(seal.open(token));
  if (!data || data[0] !== kind) return null;
  const [, person, instance, node, url] = data;
  return { kind, person, instance, node, url };
}
