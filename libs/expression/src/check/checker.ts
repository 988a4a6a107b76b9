import type { Type } from '../shape/field-shape.js';
import { ANY } from '../shape/field-shape.js';
import type { ElementName, Expression, Span } from '../syntax/expression.js';
import { type ExpressionIssue, issueAt } from '../syntax/expression-issue.js';
import type { Checked, CheckedNode } from './checked.js';
import type { Scope } from './scope.js';

/** What the parts of the checker share while they walk one tree. */
export interface Checker {
  readonly scope: Scope;
  readonly issues: ExpressionIssue[];
  /** The collections whose condition is being checked, the innermost last. */
  readonly frames: ElementFrame[];
  readonly observe: Observer;
  /** What the constants so far cost to compile. */
  spent: number;
  /** Checks a node, whatever kind it is. */
  check(node: Expression): Checked;
}

/** `name` is how the condition calls its element; any of the three where the collection comes from a function. */
export interface ElementFrame {
  readonly name: ElementName | undefined;
  readonly shape: Type;
}

export type NameKind = 'event' | 'dataSource' | 'fieldGroup' | 'action' | 'property' | 'parameter';

/** The editor learns on the way what may stand at a place of the text. */
export interface Observer {
  /** The name of something outside the expression stands here. */
  name(span: Span, kind: NameKind, candidates: readonly string[]): void;
  /** A name stands here that is looked up in this shape. */
  field(span: Span, within: Type): void;
  /** A reference stands here that takes these parameters. */
  params(span: Span, declared: readonly string[]): void;
  /** A constant text stands here where these values are meant, each with its label. */
  choice(span: Span, labels: Readonly<Record<string, string>>): void;
  /** A collection's condition stands here, inside which the element has these names. */
  element(span: Span, frame: ElementFrame): void;
}

export function checked(node: Expression, type: Type, what: CheckedNode): Checked {
  return { type, span: node.span, ...what };
}

/** Stands for what was refused, so that checking goes on without follow-up issues: it fits everywhere. */
export function refused(node: { readonly span: Span }): Checked {
  return { kind: 'constant', type: ANY, value: null, span: node.span };
}

/** Records an issue and stands for what it refuses. */
export function refuse(
  checker: Checker,
  node: { readonly span: Span },
  message: string,
  more: { expected?: string; found?: string } = {},
): Checked {
  checker.issues.push(issueAt(node.span, message, more));
  return refused(node);
}
