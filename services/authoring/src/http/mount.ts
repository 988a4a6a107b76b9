import { AppError, isJsonObject, type JsonObject } from '@waystream/core';
import {
  type GatewayApp,
  type GatewayContext,
  invalidContent,
  mountRawRoute,
  type Permission,
  readJson,
} from '@waystream/service';
import { z } from 'zod';
import { entityTag } from '../configuration/entity-tag.js';
import { jsonSchemaOf } from './json-schema-of.js';

/** What a route says of itself in the API's description. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below the base path. */
  readonly path: string;
  readonly access: Permission;
  readonly tag: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  /** May the body be left out? */
  readonly isBodyOptional?: boolean;
  readonly query?: z.ZodObject;
  /** Does it take `If-Match`? */
  readonly isConditional?: boolean;
  /** What a successful answer holds. */
  readonly answer: string;
  /** Its form. */
  readonly shows?: z.ZodType;
  /** Of a successful answer; 200 unless told. */
  readonly status?: number;
}

const BASE_PATH = '/authoring';

/** Mounts a route with its description. Bodies and queries are read by the handler, with `bodyOf` and `queryOf`. */
export function mount(
  app: GatewayApp,
  { path, body, isBodyOptional = false, query, isConditional, answer, shows, status = 200, tag, ...endpoint }: Endpoint,
  handler: (c: GatewayContext) => Response | Promise<Response>,
): void {
  const params = [...path.matchAll(/{(.+?)}/g)].map(([, name = '']) => [name, z.string()]);
  const request = {
    ...(params.length > 0 && { params: z.object(Object.fromEntries(params)) }),
    ...(query && { query }),
    ...(isConditional && { headers: z.object({ 'if-match': z.string().optional() }) }),
    ...(body && {
      body: { required: !isBodyOptional, content: { 'application/json': { schema: jsonSchemaOf(body) } } },
    }),
  };
  const { access, method, summary } = endpoint;
  const content = shows && { 'application/json': { schema: jsonSchemaOf(shows) } };
  const responses = { [status]: { description: answer, ...(content && { content }) } };
  mountRawRoute(app, { access }, { method, path: BASE_PATH + path, summary, tags: [tag], request, responses }, handler);
}

/** The body of a request, which must be a JSON object. Throws as `readJson` does, and `invalid`. */
export async function bodyOf(c: GatewayContext, maxBytes?: number): Promise<JsonObject> {
  const body = await readJson(c, maxBytes);
  if (isJsonObject(body)) return body;
  const message = 'the body must be a JSON object';
  throw new AppError('invalid', message, { flaws: [{ path: '', code: 'invalid_type', message }] });
}

/** The body of a request that may do without one, which is then an empty object. Throws as `bodyOf` does. */
export async function optionalBodyOf(c: GatewayContext): Promise<JsonObject> {
  const isEmpty = (c.req.header('content-length') ?? '0') === '0' && c.req.header('transfer-encoding') === undefined;
  return isEmpty ? {} : bodyOf(c);
}

/** Throws `invalid`. */
export function queryOf<Q extends z.ZodObject>(c: GatewayContext, form: Q): z.output<Q> {
  const result = form.safeParse(c.req.query());
  if (result.success) return result.data;
  throw invalidContent(result.error, 'query');
}

/** A part of the address, by the name it has in the route's path. */
export function partOf(c: GatewayContext, name: string): string {
  return c.req.param(name) ?? '';
}

export function ifMatchOf(c: GatewayContext): string | undefined {
  return c.req.header('if-match');
}

/** 201 with the address of the new thing, relative to this host. */
export function created(
  c: GatewayContext,
  answer: JsonObject,
  more: { path: string; revision: string | undefined },
): Response {
  return c.json(answer, 201, { ...tagged(more.revision), Location: BASE_PATH + more.path });
}

export function shown(c: GatewayContext, answer: JsonObject, revision: string | undefined): Response {
  return c.json(answer, 200, tagged(revision));
}

function tagged(revision: string | undefined): Record<string, string> {
  return revision === undefined ? {} : { ETag: entityTag(revision) };
}
