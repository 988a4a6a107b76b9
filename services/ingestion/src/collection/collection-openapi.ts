import { z } from 'zod';
import { BUSY_ANSWERS } from '../refusal-openapi.js';

/** How the doors of the Streaming Ingestion protocol are described. Their bodies are read by the pipeline, not by zod. */

const schemaRef = z.object({ id: z.string(), contentType: z.string().optional() });

const message = z.object({
  header: z.object({ schemaRef, imsOrgId: z.string().optional(), datasetId: z.string().optional() }),
  body: z.object({ xdmMeta: z.object({ schemaRef }).optional(), xdmEntity: z.record(z.string(), z.unknown()) }),
});

const validation = z.object({ status: z.enum(['pass', 'fail']) }).optional();
const validationQuery = z.enum(['true', 'false']).optional();

const params = z.object({ inletId: z.string() });

export const SINGLE_ROUTE = {
  method: 'post' as const,
  path: '/collection/{inletId}',
  summary: 'Send one record through an inlet',
  description:
    'Drop-in for the Streaming Ingestion API. Either query asks for the result of the validation, which is answered under ' +
    'the same name. A record of a profile schema is merged into the profile of its primary identity.',
  tags: ['Streaming ingestion'],
  request: {
    params,
    query: z.object({ syncValidation: validationQuery, synchronousValidation: validationQuery }),
    body: { required: true, content: { 'application/json': { schema: message } } },
  },
  responses: {
    200: {
      description: 'Stored',
      content: {
        'application/json': {
          schema: z.object({
            inletId: z.string(),
            xactionId: z.string(),
            receivedTimeMs: z.int(),
            syncValidation: validation,
            synchronousValidation: validation,
          }),
        },
      },
    },
    ...BUSY_ANSWERS,
  },
};

export const BATCH_ROUTE = {
  method: 'post' as const,
  path: '/collection/batch/{inletId}',
  summary: 'Send many records through an inlet',
  description: 'The answer has one response a message, in their order; the good ones are stored.',
  tags: ['Streaming ingestion'],
  request: {
    params,
    body: { required: true, content: { 'application/json': { schema: z.object({ messages: z.array(message) }) } } },
  },
  responses: {
    207: {
      description: 'What became of each message',
      content: {
        'application/json': {
          schema: z.object({
            inletId: z.string(),
            batchId: z.string(),
            receivedTimeMs: z.int(),
            responses: z.array(
              z.union([
                z.object({ xactionId: z.string() }),
                z.object({ status: z.int(), statusCode: z.int(), message: z.string() }),
              ]),
            ),
          }),
        },
      },
    },
    ...BUSY_ANSWERS,
  },
};
