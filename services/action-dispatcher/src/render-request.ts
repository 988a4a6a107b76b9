import type { Json } from '@waystream/core';
import type { ActionDefinition } from '@waystream/journey';
import type { CallRequest } from '@waystream/outbound';
import { fillPayload } from './fill-payload.js';
import { type Parameters, parameterAt } from './parameter-at.js';

export type RenderedRequest = Pick<CallRequest, 'method' | 'url' | 'headers' | 'query' | 'body'>;

/**
 * The request that an action makes with the values of one person's journey. `null` when the dynamic path would leave the
 * static part of the URL.
 */
export function renderRequest(action: ActionDefinition, parameters: Parameters): RenderedRequest | null {
  const url = withPath(action, parameters);
  if (url === null) return null;
  const rendered = {
    method: action.method,
    url,
    headers: textsOf(action.headers, 'headers', parameters),
    query: textsOf(action.query, 'query', parameters),
  };
  return TAKES_BODY.has(action.method) ? { ...rendered, body: fillPayload(action.payload, parameters) } : rendered;
}

const TAKES_BODY: ReadonlySet<ActionDefinition['method']> = new Set(['POST', 'PUT', 'PATCH']);

/** The parameter `path` lengthens the path of the URL, unless it is the name of a payload field. */
function withPath({ url: text, payload }: ActionDefinition, parameters: Parameters): string | null {
  const path = Object.hasOwn(payload, 'path') ? undefined : textOf(parameterAt(parameters, 'path'));
  if (path === undefined || path === '') return text;
  if (path.split(/[\\/]/).some((segment) => DOT_SEGMENT.test(segment))) return null;
  const url = new URL(text);
  // Through `pathname`, since concatenation would let a path such as "@elsewhere" change the host.
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path.replace(/^[\\/]/, '')}`;
  return url.href;
}

/** URL parsers climb up for these, also when they are percent-encoded. */
const DOT_SEGMENT = /^(?:\.|%2e){1,2}$/i;

function textsOf(
  fields: ActionDefinition['headers'],
  place: 'headers' | 'query',
  parameters: Parameters,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const text = typeof value === 'string' ? value : textOf(parameterAt(parameters, `${place}.${name}`));
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

/** Texts as they are, lists and objects as JSON; what is absent or null is not sent. */
function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
