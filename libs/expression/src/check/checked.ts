import type { CallSite, Overload } from '../functions/function-definition.js';
import type { Type } from '../shape/field-shape.js';
import type { Span, TestName } from '../syntax/expression.js';
import type { ReadValue } from '../value/read-value.js';
import type { Value } from '../value/value.js';

/** An expression whose types are known: what the checker hands to the compiler. Conversions are nodes of their own. */
export type Checked = { readonly type: Type; readonly span: Span } & CheckedNode;

export type CheckedNode =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'list'; readonly items: readonly Checked[] }
  | { readonly kind: 'not'; readonly operand: Checked }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly operands: readonly Checked[] }
  | { readonly kind: 'equality'; readonly negated: boolean; readonly left: Checked; readonly right: Checked }
  | { readonly kind: 'ordering'; readonly operator: OrderingOperator; readonly left: Checked; readonly right: Checked }
  | { readonly kind: 'arithmetic'; readonly operation: Operation; readonly left: Checked; readonly right: Checked }
  | { readonly kind: 'test'; readonly test: TestName; readonly operand: Checked }
  | {
      readonly kind: 'conditional';
      readonly condition: Checked;
      readonly whenTrue: Checked;
      readonly whenFalse: Checked;
    }
  | { readonly kind: 'call'; readonly overload: Overload; readonly call: CallSite; readonly args: readonly Checked[] }
  | { readonly kind: 'conversion'; readonly operand: Checked; readonly read: ReadValue }
  | CheckedReference;

export type OrderingOperator = '>' | '>=' | '<' | '<=';

/** What an arithmetic operator does with operands of these types. `Unknown` decides when the values are there. */
export type Operation =
  | 'concatenate'
  | 'addUnknown'
  | `${'add' | 'subtract' | 'multiply' | 'remainder'}${'Integer' | 'Decimal'}`
  | 'divide'
  | 'addDuration'
  | 'subtractDuration';

interface CheckedReference {
  readonly kind: 'reference';
  readonly root: CheckedRoot;
  readonly path: readonly CheckedStep[];
  readonly defaultValue: Checked | undefined;
}

/** Where a path begins. An element is found by how many collections lie between it and its use. */
export type CheckedRoot =
  | { readonly from: 'event' | 'action' | 'journey'; readonly name: string }
  | {
      readonly from: 'dataSource';
      readonly source: string;
      readonly fieldGroup: string;
      readonly params: ReadonlyMap<string, Checked> | undefined;
    }
  | { readonly from: 'element'; readonly depth: number }
  | { readonly from: 'value'; readonly value: Checked };

/** `joins`: over a list of documents, each one yields a list, and these become one. */
export type CheckedStep = CheckedCollectionStep | CheckedDocumentStep;

export type CheckedCollectionStep =
  | { readonly kind: 'all' | 'first' | 'last'; readonly condition: Checked | undefined }
  | { readonly kind: 'at'; readonly index: Checked };

export type CheckedDocumentStep = { readonly joins: boolean } & (
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'entry'; readonly key: Checked }
  | { readonly kind: 'firstEntryKey' | 'keys' | 'values' }
);
