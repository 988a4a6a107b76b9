import { didYouMean } from '@waystream/core';
import { fieldsOf } from '@waystream/xdm';
import type { Catalogue } from '../catalogue/catalogue.js';
import { profileFieldShape } from '../catalogue/shapes.js';
import { type Issue, issue } from './issue.js';

/** Some profile schema describes the field. Where there is no profile schema, profiles hold what they are given. */
export function checkProfileField(node: { id: string; field: string }, catalogue: Catalogue): Issue[] {
  if (profileFieldShape(catalogue, node.field)) return [];
  const { registry, schemas } = catalogue;
  const profiles = [...schemas.values()].filter((schema) => schema.class === 'profile');
  const known = profiles.flatMap(({ name }) => fieldsOf(registry.resolveSchema(name)).map(({ path }) => path));
  const message = `no profile schema has a field "${node.field}"${didYouMean(node.field, known)}`;
  return [issue('ERR_PROFILE_FIELD_UNKNOWN', message, node, 'field')];
}
