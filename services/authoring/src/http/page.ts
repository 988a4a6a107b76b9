import { z } from 'zod';

/** One part of a list. `nextCursor` is `null` on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('most items of the answer'),
  cursor: z.string().optional().describe('the nextCursor of the answer before'),
});
export type PageQuery = z.infer<typeof pageQuery>;

/**
 * The items behind the cursor, in the order of their keys. A cursor is the last key of the page before, so pages hold
 * together while items come and go.
 */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, { limit, cursor }: PageQuery): Page<T> {
  const after = cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString('utf8');
  const rest = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === null || key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return { items: page.map(({ item }) => item), nextCursor: last ? Buffer.from(last.key).toString('base64url') : null };
}
