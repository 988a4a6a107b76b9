import type { FieldShape } from '../shape/field-shape.js';

/**
 * What an expression may refer to. Shapes are asked for as they are needed, so a scope over a large catalogue costs
 * nothing to make. `names` serve suggestions and completion.
 */
export interface Scope {
  event(name: string): FieldShape | undefined;
  dataSource(source: string, fieldGroup: string): FieldGroupShape | undefined;
  /** The shape of an action's response; `jo_status` is known without being listed. */
  action(name: string): FieldShape | undefined;
  readonly journey: FieldShape;
  readonly names: ScopeNames;
  /** When given, a name that is not among them is an issue. */
  readonly audiences?: readonly string[];
}

/** `params`: the names a reference has to give values for; absent when they are not known and therefore not checked. */
export interface FieldGroupShape {
  readonly shape: FieldShape;
  readonly params?: readonly string[];
}

/** `dataSources` lists the field groups of each source. */
export interface ScopeNames {
  readonly events: readonly string[];
  readonly dataSources: Readonly<Record<string, readonly string[]>>;
  readonly actions: readonly string[];
}
