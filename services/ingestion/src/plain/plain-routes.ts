import { AppError } from '@waystream/core';
import {
  BATCH_BYTES,
  exchangeOf,
  type GatewayContext,
  MESSAGE_BYTES,
  mountRawRoute,
  type Routes,
  readText,
  type ServiceMetrics,
  sandboxOf,
} from '@waystream/service';
import { z } from 'zod';
import { jsonAnswer } from '../answer.js';
import { observeRequests } from '../observe-requests.js';
import { BUSY_ANSWERS } from '../refusal-openapi.js';
import { type PlainContext, postEvent } from './post-event.js';
import { postEvents } from './post-events.js';

const ROUTE = {
  method: 'post' as const,
  path: '/events/{eventName}',
  summary: 'Send events as plain JSON',
  description:
    'application/json holds one event, application/x-ndjson one a line. `_id` and `timestamp` are filled in when missing; ' +
    'an `_id` that was accepted before is not stored again. Of many, the bad ones are listed and the good ones stored.',
  tags: ['Events'],
  request: {
    params: z.object({ eventName: z.string() }),
    body: {
      required: true,
      content: {
        'application/json': { schema: z.record(z.string(), z.unknown()) },
        'application/x-ndjson': { schema: z.string() },
      },
    },
  },
  responses: {
    202: {
      description: 'Stored',
      content: {
        'application/json': {
          schema: z.object({
            accepted: z.int(),
            ids: z.array(z.string()),
            duplicates: z.int().optional(),
            unmatched: z.int().optional(),
            errors: z
              .array(z.object({ index: z.int(), code: z.string(), message: z.string(), path: z.string() }))
              .optional(),
          }),
        },
      },
    },
    ...BUSY_ANSWERS,
  },
};

export function plainRoutes(context: PlainContext, metrics: ServiceMetrics<'ingestion'>): Routes {
  const observed = observeRequests(metrics, 'plain');
  const handle = observed(async (c) => {
    const { post, maxBytes } = formOf(c);
    const request = {
      sandbox: sandboxOf(c),
      eventName: c.req.param('eventName') ?? '',
      traceparent: exchangeOf(c).traceparent,
      text: await readText(c, maxBytes),
    };
    return jsonAnswer(202, await post(context, request));
  });
  return (app) => mountRawRoute(app, { access: 'authenticated' }, ROUTE, handle);
}

const ONE = { post: postEvent, maxBytes: MESSAGE_BYTES };
const MANY = { post: postEvents, maxBytes: BATCH_BYTES };

function formOf(c: GatewayContext) {
  const type = c.req.header('content-type') ?? '';
  if (/^application\/json\b/i.test(type)) return ONE;
  if (/^application\/(x-)?ndjson\b/i.test(type)) return MANY;
  throw new AppError('unsupportedMediaType', 'Send one event as application/json, or many as application/x-ndjson.');
}
