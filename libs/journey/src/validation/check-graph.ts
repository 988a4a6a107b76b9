import { didYouMean } from '@waystream/core';
import { activityOf } from '../activities/registry.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import { type Issue, issue } from './issue.js';
import { reachedActivities } from './reached-activities.js';

type Node = JourneyDocument['nodes'][number];

/** The activities and the paths between them make a journey: one entry, every activity reached, no way back. */
export function checkGraph(document: JourneyDocument): Issue[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  return [
    ...checkIds(document),
    ...checkEntry(document, byId),
    ...document.nodes.flatMap((node) => checkTargets(node, byId)),
    ...checkReached(document),
    ...checkLoops(document, byId),
  ];
}

function checkIds({ nodes }: JourneyDocument): Issue[] {
  const seen = new Set<string>();
  return nodes.flatMap((node) => {
    if (!seen.has(node.id)) {
      seen.add(node.id);
      return [];
    }
    return [
      issue('ERR_ACTIVITY_DUPLICATE', `two activities have the id "${node.id}"; give one another id`, node, 'id'),
    ];
  });
}

function checkEntry({ entry }: JourneyDocument, byId: Map<string, Node>): Issue[] {
  const node = byId.get(entry);
  if (!node) {
    const message = `the entry "${entry}" is no activity of this journey${didYouMean(entry, byId.keys())}`;
    return [issue('ERR_ENTRY_UNKNOWN', message, null, 'entry')];
  }
  if (activityOf(node).isEntry) return [];
  return [
    issue(
      'ERR_ENTRY_TYPE',
      `a journey cannot start with an activity of type "${node.type}"; start with an event`,
      node,
      'type',
    ),
  ];
}

function checkTargets(node: Node, byId: Map<string, Node>): Issue[] {
  return activityOf(node)
    .ports(node)
    .flatMap(({ to, field }) => {
      const targets = to.map((id) => byId.get(id));
      const unknown = to.filter((_, index) => targets[index] === undefined);
      const repeated = to.filter((id, index) => to.indexOf(id) < index);
      const busy = targets.filter((target) => target !== undefined && !activityOf(target).woken);
      return [
        ...unknown.map((id) =>
          issue(
            'ERR_TARGET_UNKNOWN',
            `the path leads to "${id}", which does not exist${didYouMean(id, byId.keys())}`,
            node,
            field,
          ),
        ),
        ...repeated.map((id) => issue('ERR_PARALLEL', `"${id}" stands beside itself; name it once`, node, field)),
        ...(to.length > 1 && busy.length > 0
          ? [
              issue(
                'ERR_PARALLEL',
                `only activities that wait may stand side by side, "${busy[0]?.id}" does not`,
                node,
                field,
              ),
            ]
          : []),
      ];
    });
}

function checkReached(document: JourneyDocument): Issue[] {
  const reached = reachedActivities(document);
  return document.nodes
    .filter(({ id }) => !reached.has(id))
    .map((node) => issue('ERR_DISCONNECTED', `no path leads to "${node.id}"; connect it or remove it`, node));
}

function checkLoops({ nodes }: JourneyDocument, byId: Map<string, Node>): Issue[] {
  const done = new Set<string>();
  const found: Issue[] = [];
  const visit = (node: Node, trail: string[]) => {
    if (done.has(node.id)) return;
    for (const id of targetsOf(node)) {
      const target = byId.get(id);
      const way = [...trail, node.id];
      if (way.includes(id)) {
        const loop = [...way.slice(way.indexOf(id)), id].join(' → ');
        found.push(
          issue(
            'ERR_LOOP',
            `a journey has no loops, but ${loop} is one; end the path or jump to another journey`,
            node,
          ),
        );
      } else if (target) visit(target, way);
    }
    done.add(node.id);
  };
  for (const node of nodes) visit(node, []);
  return found;
}

function targetsOf(node: Node): string[] {
  return activityOf(node)
    .ports(node)
    .flatMap(({ to }) => [...to]);
}
