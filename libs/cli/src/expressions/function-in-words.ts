import type { CatalogueEntry } from '@waystream/expression';
import type { Paint } from '../output/style.js';

/** How a function is called, what it does, and an example of it. */
export function functionInWords({ signatures, description, example }: CatalogueEntry, paint: Paint): string[] {
  return [
    ...signatures.map((signature) => paint('bold', signature)),
    `  ${description}`,
    `  ${paint('dim', `${example.expression} → ${example.value}`)}`,
  ];
}
