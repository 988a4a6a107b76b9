import { isJsonObject, type JsonObject, parseJson } from '@waystream/core';

/** Calls a gateway with JSON and gives its answer; anything but 2xx is an error that shows what was answered. */
export async function callApi(method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown): Promise<JsonObject> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json' }, ...sent });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  const answer = text === '' ? {} : parseJson(text);
  return isJsonObject(answer) ? answer : {};
}
