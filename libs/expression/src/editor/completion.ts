/** One thing that may be written at the cursor. */
export interface Completion {
  /** What the list shows. */
  readonly label: string;
  /** What is written in place of `from` to `to`. */
  readonly insert: string;
  readonly kind: CompletionKind;
  /** A type, a signature or a label. */
  readonly detail?: string;
  readonly description?: string;
}

export type CompletionKind =
  | 'field'
  | 'event'
  | 'dataSource'
  | 'fieldGroup'
  | 'action'
  | 'property'
  | 'parameter'
  | 'function'
  | 'keyword'
  | 'value';

/** What may be written between two offsets, of which the text before the cursor is a part already. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}
