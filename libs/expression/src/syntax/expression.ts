/** Where a piece of text stands: offsets `[from, to)` in UTF-16 code units, line and column from 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
}

/** A node of the syntax tree. `missing` stands where text was absent or not understood, so that an editor still gets a tree. */
export type Expression =
  | Literal
  | ListLiteral
  | Unary
  | Binary
  | Test
  | Conditional
  | Call
  | EventReference
  | DataSourceReferenceNode
  | ActionReference
  | JourneyReference
  | ElementReference
  | Member
  | Missing;

export type Literal =
  | { readonly kind: 'literal'; readonly type: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'literal'; readonly type: 'integer'; readonly value: number | bigint; readonly span: Span }
  | { readonly kind: 'literal'; readonly type: 'decimal'; readonly value: number; readonly span: Span }
  | { readonly kind: 'literal'; readonly type: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'literal'; readonly type: 'null'; readonly value: null; readonly span: Span };

export interface ListLiteral {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  readonly span: Span;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: 'not' | '-';
  readonly operand: Expression;
  readonly span: Span;
}

export type BinaryOperator = 'or' | 'and' | '==' | '!=' | '>' | '>=' | '<' | '<=' | '+' | '-' | '*' | '/' | '%';

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export type TestName = 'is null' | 'is not null' | 'has null' | 'is numeric' | 'is integer' | 'is decimal';

export interface Test {
  readonly kind: 'test';
  readonly test: TestName;
  readonly testSpan: Span;
  readonly operand: Expression;
  readonly span: Span;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly span: Span;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  readonly span: Span;
}

/** A name inside a reference; empty where the text has none yet. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

export type PathStep = CollectionStep | DocumentStep;

/** A step that looks at a list as a whole. */
export type CollectionStep =
  | { readonly kind: 'all' | 'first' | 'last'; readonly condition: Expression | undefined; readonly span: Span }
  | { readonly kind: 'at'; readonly index: Expression; readonly span: Span };

/** A step into one document, or into each element of a list of them. */
export type DocumentStep =
  | { readonly kind: 'field'; readonly name: string; readonly span: Span }
  | { readonly kind: 'entry'; readonly key: Expression; readonly span: Span }
  | { readonly kind: 'firstEntryKey' | 'keys' | 'values'; readonly span: Span };

export interface EventReference {
  readonly kind: 'event';
  readonly event: Name;
  readonly path: readonly PathStep[];
  readonly defaultValue: Expression | undefined;
  readonly span: Span;
}

export interface Parameter {
  readonly name: Name;
  readonly value: Expression;
}

export interface DataSourceReferenceNode {
  readonly kind: 'dataSource';
  readonly source: Name;
  readonly fieldGroup: Name;
  readonly path: readonly PathStep[];
  readonly params: readonly Parameter[] | undefined;
  readonly defaultValue: Expression | undefined;
  readonly span: Span;
}

export interface ActionReference {
  readonly kind: 'action';
  readonly action: Name;
  readonly path: readonly PathStep[];
  readonly defaultValue: Expression | undefined;
  readonly span: Span;
}

export interface JourneyReference {
  readonly kind: 'journey';
  readonly property: Name;
  readonly defaultValue: Expression | undefined;
  readonly span: Span;
}

/** The element that a collection's condition looks at. */
export type ElementName = 'currentEventField' | 'currentDataPackField' | 'currentActionField';

export interface ElementReference {
  readonly kind: 'element';
  readonly name: ElementName;
  readonly path: readonly PathStep[];
  readonly span: Span;
}

/** A path that goes on after any other expression, such as a function's result. */
export interface Member {
  readonly kind: 'member';
  readonly object: Expression;
  readonly path: readonly PathStep[];
  readonly span: Span;
}

export interface Missing {
  readonly kind: 'missing';
  readonly span: Span;
}
