import { isJsonObject, type Json } from '@waystream/core';
import { type Authentication, SECRET_PLACEHOLDER, withStoredSecrets } from '@waystream/journey';
import { invalidDocument } from './read-document.js';

/**
 * An authentication with its secrets: where the body holds the placeholder that answers show, the stored secret stays.
 * Throws `invalid` for a placeholder behind which there is no secret.
 */
export function storedSecrets(given: Authentication, before: Authentication | undefined): Authentication {
  const whole = withStoredSecrets(given, before);
  const missing = placeholdersIn(whole, '/authentication');
  if (missing.length === 0) return whole;
  const message = `holds ${SECRET_PLACEHOLDER}, which stands for a stored secret, but none is stored; send the secret`;
  throw invalidDocument(missing.map((path) => ({ path, code: 'secretMissing', message })));
}

function placeholdersIn(value: Json | undefined, path: string): string[] {
  if (value === SECRET_PLACEHOLDER) return [path];
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => placeholdersIn(inner, `${path}/${field}`));
}
