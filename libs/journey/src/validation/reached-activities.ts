import { activityOf } from '../activities/registry.js';
import type { JourneyDocument } from '../definition/journey-document.js';

/** Ids of the activities that some way from the entry leads to; with `without`, a way that avoids that activity. */
export function reachedActivities({ nodes, entry }: JourneyDocument, without?: string): Set<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reached = new Set<string>();
  const open = [entry];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = byId.get(id);
    if (!node || reached.has(id) || id === without) continue;
    reached.add(id);
    const ports = activityOf(node).ports(node);
    open.push(...ports.flatMap(({ to }) => [...to]));
  }
  return reached;
}
