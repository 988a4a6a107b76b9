import type { z } from 'zod';
import type { Activity, ActivityNode } from './define-activity.js';

export interface KindNode extends ActivityNode {
  kind: string;
}

/** What one kind of an activity answers for: the contract of activities, less what all kinds share and most lack. */
export type Kind<Node extends KindNode = KindNode> = Pick<Activity<Node>, 'node' | 'ports' | 'enter'> &
  Partial<Pick<Activity<Node>, 'reads' | 'usesTimezone' | 'check' | 'resume'>>;

/** Keeps the exact form of the node, so that the kinds of an activity can be told apart. */
export function defineKind<Form extends z.ZodType<KindNode>>(
  kind: Kind<z.output<Form>> & { node: Form },
): Kind<z.output<Form>> & { node: Form } {
  return kind;
}

type KindsOf<Node extends KindNode> = { readonly [Name in Node['kind']]: Kind<Extract<Node, { kind: Name }>> };

/** An activity whose document says in `kind` which of its kinds is meant; that kind is asked and nothing else. */
export function activityInKinds<Form extends z.ZodType<KindNode>>(
  shared: Pick<Activity<z.output<Form>>, 'type' | 'isEntry' | 'isListening' | 'node'> & { node: Form },
  kinds: KindsOf<z.output<Form>>,
): Activity<z.output<Form>> & { node: Form } {
  const byName = new Map(Object.entries(kinds).map(([name, kind]) => [name, anyKind(kind)]));
  const kindOf = ({ kind }: KindNode): Kind => {
    const found = byName.get(kind);
    if (!found) throw new RangeError(`there is no ${shared.type} of kind "${kind}"`);
    return found;
  };
  return {
    ...shared,
    ports: (node) => kindOf(node).ports(node),
    reads: (node, catalogue) => kindOf(node).reads?.(node, catalogue) ?? [],
    usesTimezone: (node) => kindOf(node).usesTimezone?.(node) ?? false,
    check: (node, scope) => kindOf(node).check?.(node, scope) ?? [],
    enter: (node, visit) => kindOf(node).enter(node, visit),
    resume: (node, signal) => kindOf(node).resume?.(node, signal) ?? { kind: 'end' },
  };
}

/** Guarantee: a kind is handed nodes of its own kind only, because it is found by that name. */
function anyKind(kind: unknown): Kind {
  return kind as Kind;
}
