import { type FunctionGroup, signatureOf } from './function-definition.js';
import { FUNCTIONS } from './functions.js';

/** What the documentation and the editor show of a function. */
export interface CatalogueEntry {
  readonly name: string;
  readonly group: FunctionGroup;
  /** Such as `limit(list, integer): list`. */
  readonly signatures: readonly string[];
  readonly description: string;
  readonly example: { readonly expression: string; readonly value: string };
}

export const functionCatalogue: readonly CatalogueEntry[] = FUNCTIONS.map(
  ({ name, group, overloads, description, example }) => ({
    name,
    group,
    signatures: overloads.map((overload) => signatureOf(name, overload)),
    description,
    example,
  }),
);
