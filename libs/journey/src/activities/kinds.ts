import type { z } from 'zod';
import type { Activity, ActivityNode } from './define-activity.js';

export interface KindNode extends ActivityNode {
  kind: string;
}

/** What one kind of an activity answers for: the contract of activities, less what all kinds share and most lack. */
export type Kind<Node extends KindNode = KindNode> = Pick<Activity<Node>, 'node' | 'ports' | 'enter'> &
  Partial<Pick<Activity<Node>, 'reads' | 'usesTimezone' | 'check' | 'woken' | 'performed'>>;

/** Keeps the exact form of the node, so that the kinds of an activity can be told apart. */
export function defineKind<Form extends z.ZodType<KindNode>>(
  kind: Kind<z.output<Form>> & { node: Form },
): Kind<z.output<Form>> & { node: Form } {
  return kind;
}

type KindsOf<Node extends KindNode> = { readonly [Name in Node['kind']]: Kind<Extract<Node, { kind: Name }>> };

/** An activity whose document says in `kind` which of its kinds is meant; that kind is asked and nothing else. */
export interface ActivityInKinds<Form extends z.ZodType<KindNode> = z.ZodType<KindNode>> {
  type: z.output<Form>['type'];
  node: Form;
  /** Throws `RangeError` for a kind that does not exist. */
  ofKind(node: ActivityNode): Activity;
}

export function activityInKinds<Form extends z.ZodType<KindNode>>(
  shared: Pick<Activity<z.output<Form>>, 'type' | 'isEntry'> & { node: Form },
  kinds: KindsOf<z.output<Form>>,
): ActivityInKinds<Form> {
  const { type, node, isEntry } = shared;
  const byName = new Map(
    Object.entries(kinds).map(([name, kind]): [string, Activity] => {
      return [name, { type, isEntry, reads: () => [], check: () => [], ...anyKind(kind) }];
    }),
  );
  return {
    type,
    node,
    ofKind({ kind = '' }: Partial<KindNode>) {
      const found = byName.get(kind);
      if (!found) throw new RangeError(`there is no ${type} of kind "${kind}"`);
      return found;
    },
  };
}

/** Guarantee: a kind is handed nodes of its own kind only, because it is found by that name. */
function anyKind(kind: unknown): Kind<KindNode> {
  return kind as Kind<KindNode>;
}
