import { DEAD_LETTER_REASONS, listDeadLetters, type Store, storeFailure } from '@waystream/redis';
import { defineRoute, type Routes } from '@waystream/service';
import { z } from 'zod';

const deadLetter = z.object({
  id: z.string(),
  source: z.string(),
  reason: z.enum(DEAD_LETTER_REASONS),
  detail: z.string(),
  message: z.string(),
  at: z.string(),
});

/** Messages of all sandboxes that could not be handled; they hold personal data, so only administrators see them. */
export function deadLetterRoutes(store: Store): Routes {
  const list = defineRoute(
    { access: 'administer' },
    {
      method: 'get',
      path: '/deadletters',
      summary: 'The newest messages that were put aside, newest first',
      tags: ['Operation'],
      request: { query: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(100) }) },
      responses: {
        200: {
          description: 'Dead letters',
          content: { 'application/json': { schema: z.object({ items: z.array(deadLetter), nextCursor: z.null() }) } },
        },
      },
    },
  );
  return (app) =>
    app.openapi(list, async (c) => {
      const items = await listDeadLetters(store, c.req.valid('query').limit).catch((error) => {
        throw storeFailure(error);
      });
      return c.json({ items, nextCursor: null }, 200);
    });
}
