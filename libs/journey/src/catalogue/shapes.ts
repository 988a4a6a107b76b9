import { type FieldShape, shapeOfJsonSchema, shapeOfValue } from '@waystream/expression';
import { parsePath } from '@waystream/xdm';
import type { FieldGroup } from '../definition/data-source-definition.js';
import type { EventDefinition } from '../definition/event-definition.js';
import type { Catalogue } from './catalogue.js';
import { shapeAt } from './shape-at.js';

const ANYTHING: FieldShape = { kind: 'any' };

/** The whole payload of an event, as its condition and key may read it. */
export function payloadShape(catalogue: Catalogue, event: EventDefinition): FieldShape {
  return schemaShape(catalogue, event.schema);
}

/** What journeys may read of an event: its selected fields. */
export function eventShape(catalogue: Catalogue, event: EventDefinition): FieldShape {
  return selectShape(payloadShape(catalogue, event), event.fields);
}

/** What journeys may read of a person's entering or leaving an audience. */
export const QUALIFICATION_SHAPE: FieldShape = {
  kind: 'object',
  fields: { status: { kind: 'string' }, timestamp: { kind: 'dateTime' }, audienceID: { kind: 'string' } },
};

/** What a field group yields. A profile field that no schema describes may hold anything. */
export function fieldGroupShape(catalogue: Catalogue, group: FieldGroup): FieldShape {
  switch (group.source) {
    case 'external':
      return shapeOfValue(group.responsePayload);
    case 'profile':
      return selectShape(profileShape(catalogue), group.fields);
    case 'experienceEvents': {
      const of = selectShape(schemaShape(catalogue, group.schema), group.fields);
      return { kind: 'object', fields: { experienceevent: { kind: 'list', of } } };
    }
  }
}

/** The shape of a profile's field; `undefined` when there are profile schemas and none has it. */
export function profileFieldShape(catalogue: Catalogue, path: string): FieldShape | undefined {
  const hasSchema = [...catalogue.schemas.values()].some((schema) => schema.class === 'profile');
  const shape = profileShape(catalogue);
  return shapeAt(hasSchema && shape.kind === 'object' ? { ...shape, open: false } : shape, path);
}

/** The union of all profile schemas. */
function profileShape(catalogue: Catalogue): FieldShape {
  const fields: Record<string, FieldShape> = {};
  for (const { name, class: kind } of catalogue.schemas.values()) {
    const shape = kind === 'profile' ? schemaShape(catalogue, name) : ANYTHING;
    if (shape.kind === 'object') mergeFields(fields, shape.fields);
  }
  return { kind: 'object', fields, open: true };
}

function mergeFields(into: Record<string, FieldShape>, from: Readonly<Record<string, FieldShape>>): void {
  for (const [name, shape] of Object.entries(from)) {
    const known = into[name];
    if (known?.kind === 'object' && shape.kind === 'object') {
      const fields = { ...known.fields };
      mergeFields(fields, shape.fields);
      into[name] = { ...known, fields };
    } else {
      into[name] = shape;
    }
  }
}

function schemaShape({ registry, schemas }: Catalogue, name: string): FieldShape {
  if (!schemas.has(name)) return ANYTHING;
  const { schema, resolveRef } = registry.resolveSchema(name);
  return shapeOfJsonSchema(schema, resolveRef);
}

/** The part of a shape that the paths name; what the shape leaves open may be anything. */
function selectShape(shape: FieldShape, paths: readonly string[]): FieldShape {
  if (paths.includes('*')) return shape;
  let selected: FieldShape = { kind: 'object', fields: {} };
  for (const path of paths) {
    const parts = (parsePath(path) ?? []).filter((part): part is string => typeof part === 'string');
    selected = addPath(selected, shape, parts);
  }
  return selected;
}

function addPath(selected: FieldShape, full: FieldShape, [part, ...rest]: string[]): FieldShape {
  if (part === undefined) return full;
  if (full.kind === 'any') return merged(selected, nested([part, ...rest]));
  if (full.kind === 'list') {
    const before = selected.kind === 'list' ? selected.of : EMPTY;
    return { kind: 'list', of: addPath(before, full.of, [part, ...rest]) };
  }
  if (full.kind !== 'object') return full;
  const child = full.fields[part] ?? (full.open ? ANYTHING : undefined);
  if (child === undefined) return selected;
  const fields = selected.kind === 'object' ? selected.fields : {};
  return { kind: 'object', fields: { ...fields, [part]: addPath(fields[part] ?? EMPTY, child, rest) } };
}

function merged(one: FieldShape, other: FieldShape): FieldShape {
  if (one.kind !== 'object' || other.kind !== 'object') return other;
  const fields = { ...one.fields };
  mergeFields(fields, other.fields);
  return { kind: 'object', fields };
}

const EMPTY: FieldShape = { kind: 'object', fields: {} };

/** Fields that a shape leaves open are named all the same, so that only selected ones can be read. */
function nested([part, ...rest]: string[]): FieldShape {
  return part === undefined ? ANYTHING : { kind: 'object', fields: { [part]: nested(rest) } };
}
