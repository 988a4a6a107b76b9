import type { Json } from '@waystream/core';
import { fillPlaces, type TemplateDefinition } from '@waystream/journey';
import { type Parameters, parameterAt } from '../parameter-at.js';
import type { MessageLinks } from '../tracking/message-links.js';
import { trackHtml } from '../tracking/track-html.js';
import { escapeHtml } from './escape-html.js';

/** A mail ready to be composed. */
export interface RenderedEmail {
  to: string;
  from: string;
  subject: string;
  text: string | undefined;
  html: string | undefined;
  /** Where the recipient says no to further mail, by a click or through the mail program. */
  unsubscribeUrl: string | undefined;
}

export type RenderFlaw = 'noSender' | 'invalidRecipient';

/** One address and nothing that could become a second one or another header. */
const ADDRESS = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/;

/** Fills the template with the values of one person's journey; values are escaped where they stand in HTML. */
export function renderEmail(
  template: TemplateDefinition,
  parameters: Parameters,
  { from: usual, links }: { from: string | undefined; links: MessageLinks | null },
): RenderedEmail | RenderFlaw {
  const from = template.from ?? usual;
  if (from === undefined) return 'noSender';
  const to = textOf(parameterAt(parameters, 'to')).trim();
  if (to.length > 320 || !ADDRESS.test(to)) return 'invalidRecipient';
  const value = (name: string) => {
    if (name === 'unsubscribeUrl') return links?.unsubscribe ?? '';
    return textOf(parameterAt(parameters, name));
  };
  const html = template.html && fillPlaces(template.html, (name) => escapeHtml(value(name)));
  return {
    to,
    from,
    subject: fillPlaces(template.subject, value).replace(/\s+/g, ' ').trim(),
    text: template.text && fillPlaces(template.text, value),
    html: html && links ? trackHtml(html, links) : html,
    unsubscribeUrl: links?.unsubscribe,
  };
}

/** Texts as they are, what is absent as nothing, all else as JSON. */
function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
