import { isJsonObject, type Json } from '@waystream/core';
import type { Environment } from '../host.js';

const PLACEHOLDER = /\$(\$?)\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Puts variables into the texts of a document: `${NAME}` becomes the variable's value, `$${NAME}` the text `${NAME}`.
 * Works on values and not on the file's text, so that no value can change the document's form.
 */
export function fillPlaceholders(value: Json, variables: Environment): { value: Json; missing: string[] } {
  const missing = new Set<string>();
  const fillText = (text: string) =>
    text.replace(PLACEHOLDER, (placeholder, mark: string, name: string) => {
      if (mark !== '') return placeholder.slice(1);
      const found = variables[name];
      if (found === undefined) missing.add(name);
      return found ?? placeholder;
    });
  const fill = (given: Json): Json => {
    if (typeof given === 'string') return fillText(given);
    if (Array.isArray(given)) return given.map(fill);
    if (!isJsonObject(given)) return given;
    return Object.fromEntries(Object.entries(given).map(([field, child]) => [field, fill(child ?? null)]));
  };
  return { value: fill(value), missing: [...missing] };
}
