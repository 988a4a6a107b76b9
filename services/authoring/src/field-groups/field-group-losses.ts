import { canonicalJson, type Flaw } from '@waystream/core';
import { type FieldShape, shapeOfValue } from '@waystream/expression';
import { type Catalogue, type FieldGroup, type JourneyVersion, validateVersion } from '@waystream/journey';
import { changedFields } from '../definitions/changed-fields.js';
import { lostSelection } from '../definitions/lost-selection.js';

/** What a new form of a field group takes from the journeys that read it. */
export function fieldGroupLosses(
  before: FieldGroup,
  after: FieldGroup,
  use: { catalogue: Catalogue; key: string; versions: readonly JourneyVersion[] },
): Flaw[] {
  if (before.source === 'external' && after.source === 'external') {
    const lost = lostFields(shapeOfValue(before.responsePayload), shapeOfValue(after.responsePayload), '');
    const parameters = changedParameters(before.dynamicValues, after.dynamicValues);
    return [...parameters, ...(lost.length > 0 ? lost : brokenVersions(after, use))];
  }
  if (before.source === 'external' || after.source === 'external') return [];
  return [...changedFields(before, after, ['fields']), ...lostSelection(before.fields, after.fields)];
}

/** Journeys give a value for each parameter, so none may come or go. */
function changedParameters(before: readonly string[], after: readonly string[]): Flaw[] {
  if (canonicalJson(before.toSorted()) === canonicalJson(after.toSorted())) return [];
  const message = `the parameters must stay ${before.join(', ') || 'empty'} while it is used`;
  return [{ path: '/dynamicValues', code: 'fixed', message }];
}

/** Fields of an example that another one lacks or has with another type. What was unknown may become known. */
function lostFields(before: FieldShape, after: FieldShape, path: string): Flaw[] {
  if (before.kind === 'any') return [];
  if (before.kind !== after.kind) {
    const message = `${path || 'the response'} must stay of type ${before.kind} while it is used`;
    return [{ path: '/responsePayload', code: 'retyped', message }];
  }
  if (before.kind === 'list' && after.kind === 'list') return lostFields(before.of, after.of, path);
  if (before.kind !== 'object' || after.kind !== 'object') return [];
  return Object.entries(before.fields).flatMap(([name, shape]) => {
    const fieldPath = path ? `${path}.${name}` : name;
    const next = after.fields[name];
    if (next) return lostFields(shape, next, fieldPath);
    return [
      { path: '/responsePayload', code: 'removed', message: `the response must keep "${fieldPath}" while it is used` },
    ];
  });
}

/** A field that had no type yet may be read as another than it gets now; nobody may be left standing because of it. */
function brokenVersions(
  after: FieldGroup,
  { catalogue, key, versions }: { catalogue: Catalogue; key: string; versions: readonly JourneyVersion[] },
): Flaw[] {
  const changed = { ...catalogue, fieldGroups: new Map(catalogue.fieldGroups).set(key, after) };
  return versions
    .filter(({ status }) => status !== 'draft')
    .flatMap(({ document }) =>
      validateVersion(changed, document).errors.map(({ message, activity }) => ({
        path: '/responsePayload',
        code: 'breaks',
        message: `breaks the activity "${activity}" of the journey "${document.name}": ${message}`,
      })),
    );
}
