import type { JsonObject } from '@waystream/core';
import type { FieldGroup } from '@waystream/journey';
import { fieldSelection } from '@waystream/xdm';

type ProfileGroup = Extract<FieldGroup, { source: 'profile' }>;

/** Reduces a profile to the fields of a group; the selection of each group is compiled once. */
export type SelectProfileFields = (group: ProfileGroup, attributes: JsonObject) => JsonObject;

export function createSelectProfileFields(): SelectProfileFields {
  const selections = new WeakMap<ProfileGroup, (document: JsonObject) => JsonObject>();
  return (group, attributes) => {
    const select = selections.get(group) ?? fieldSelection(group.fields);
    selections.set(group, select);
    return select(attributes);
  };
}
