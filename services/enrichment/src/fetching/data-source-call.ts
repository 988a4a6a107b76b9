import type { Json } from '@waystream/core';
import type { DataSourceDefinition, ExternalFieldGroup } from '@waystream/journey';
import type { CallRequest } from '@waystream/outbound';
import { fillSentPayload } from './fill-sent-payload.js';

export type DataSourceCall = Pick<CallRequest, 'method' | 'url' | 'headers' | 'query' | 'body' | 'authentication'>;

/** The call that brings a field group: GET with the parameters in the query, POST with them in the sent payload. */
export function dataSourceCall(
  source: DataSourceDefinition,
  group: Pick<ExternalFieldGroup, 'method' | 'path' | 'dynamicValues' | 'sentPayload'>,
  params: Readonly<Record<string, Json>>,
): DataSourceCall {
  const call = {
    method: group.method,
    url: urlOf(source.url, group.path),
    headers: source.headers,
    authentication: source.authentication,
  };
  switch (group.method) {
    case 'GET':
      return { ...call, query: queryOf(params) };
    case 'POST': {
      if (group.sentPayload === undefined) return call;
      return { ...call, body: fillSentPayload(group.sentPayload, new Set(group.dynamicValues), params) };
    }
    default:
      return unknownMethod(group.method);
  }
}

/** The group's path lengthens that of the data source; a query of the data source stays behind both. */
function urlOf(text: string, path: string | undefined): string {
  if (path === undefined) return text;
  const url = new URL(text);
  const [pathname = '', query] = path.split('?', 2);
  url.pathname = `${url.pathname.replace(/\/$/, '')}${pathname}`;
  if (query !== undefined) url.search = url.search ? `${url.search}&${query}` : query;
  return url.href;
}

/** Texts as they are, lists and objects as JSON; a parameter without a value is not sent. */
function queryOf(params: Readonly<Record<string, Json>>): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) query[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return query;
}

function unknownMethod(method: never): never {
  throw new TypeError(`a field group cannot be fetched with ${String(method)}`);
}
