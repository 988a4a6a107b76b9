import {
  BATCH_BYTES,
  exchangeOf,
  type GatewayContext,
  MESSAGE_BYTES,
  mountRawRoute,
  type Routes,
  readText,
  requirePermission,
  type ServiceMetrics,
  sandboxOf,
} from '@waystream/service';
import { jsonAnswer } from '../answer.js';
import type { Definitions } from '../definitions/follow-definitions.js';
import { observeRequests } from '../observe-requests.js';
import { collectBatch } from './collect-batch.js';
import { type CollectionContext, collectMessage } from './collect-message.js';
import { collectionAnswer, VALIDATION_QUERIES } from './collection-answer.js';
import { BATCH_ROUTE, SINGLE_ROUTE } from './collection-openapi.js';
import { findInlet, type OpenInlet } from './find-inlet.js';

/** The doors of the Streaming Ingestion protocol. They are open to everybody unless the inlet asks for credentials. */
export function collectionRoutes(
  context: CollectionContext & { definitions: Definitions },
  metrics: ServiceMetrics<'ingestion'>,
): Routes {
  const observed = observeRequests(metrics, 'collection');
  const single = observed(async (c) => {
    const inlet = await enter(c, context.definitions);
    const { traceparent, requestId } = exchangeOf(c);
    const collected = await collectMessage(context, { inlet, traceparent, text: await readText(c, MESSAGE_BYTES) });
    const asked = VALIDATION_QUERIES.find((query) => c.req.query(query) === 'true') ?? null;
    return collectionAnswer(collected, inlet, { asked, requestId });
  });
  const batch = observed(async (c) => {
    const inlet = await enter(c, context.definitions);
    const { traceparent } = exchangeOf(c);
    return jsonAnswer(207, await collectBatch(context, { inlet, traceparent, text: await readText(c, BATCH_BYTES) }));
  });
  return (app) => {
    mountRawRoute(app, { access: 'open' }, SINGLE_ROUTE, single);
    mountRawRoute(app, { access: 'open' }, BATCH_ROUTE, batch);
  };
}

const requireCredentials = requirePermission('authenticated');

async function enter(c: GatewayContext, definitions: Definitions): Promise<OpenInlet> {
  const sandbox = c.req.header('x-sandbox-name') === undefined ? undefined : sandboxOf(c);
  const found = await findInlet(definitions, c.req.param('inletId') ?? '', sandbox);
  if (found.inlet.authenticated) await requireCredentials(c, async () => undefined);
  return found;
}
