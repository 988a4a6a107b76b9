import type { JsonObject } from '@waystream/core';
import { type JourneyDocument, journeyDocument } from '@waystream/journey';

/** The activities of a document whose form is right already. A draft may hold others beside them. */
export function finishedNodes({ nodes }: JsonObject): JourneyDocument['nodes'] {
  const form = journeyDocument.shape.nodes.element;
  return (Array.isArray(nodes) ? nodes : []).flatMap((node) => form.safeParse(node).data ?? []);
}
