import type { Json } from '@waystream/core';
import { ANY, type FieldShape, type ScalarKind } from './field-shape.js';
import { gatherFacts, type Located, type ResolveRef, type SchemaFacts } from './schema-facts.js';

/**
 * The shape of the documents that a JSON Schema describes, XDM's ways included (`allOf`, `$ref`, `meta:enum`, maps as
 * `additionalProperties`). Objects are closed unless the schema allows more fields. `resolveRef` gives the schema of a
 * `$ref` with an absolute address; references within one document are followed without it. Fields are looked at when they
 * are asked for, so recursive schemas and whole libraries cost what is read of them.
 */
export function shapeOfJsonSchema(schema: Json, resolveRef: ResolveRef = () => undefined): FieldShape {
  return shapeOf([{ schema, root: schema }], resolveRef, false);
}

/** The shape of what satisfies all of the schemas. */
function shapeOf(schemas: readonly Located[], resolveRef: ResolveRef, insideList: boolean): FieldShape {
  const facts = gatherFacts(schemas, resolveRef);
  const types = [...facts.types].filter((type) => type !== 'null');
  if (types.length === 0) types.push(...impliedTypes(facts));
  const [type, ...others] = types;
  if (others.length > 0) return types.every((one) => one === 'integer' || one === 'number') ? { kind: 'decimal' } : ANY;
  switch (type) {
    case 'object':
      return shapeOfObject(facts, resolveRef);
    case 'array':
      return insideList || facts.items.length === 0
        ? { kind: 'list', of: ANY }
        : lazily({ kind: 'list' }, 'of', () => shapeOf(facts.items, resolveRef, true));
    case 'string':
      return shapeOfText(facts);
    case 'integer':
    case 'boolean':
      return { kind: type };
    case 'number':
      return { kind: 'decimal' };
    default:
      return ANY;
  }
}

function impliedTypes(facts: SchemaFacts): string[] {
  if (facts.properties.size > 0 || facts.additional.length > 0) return ['object'];
  if (facts.items.length > 0) return ['array'];
  return facts.labels.size > 0 ? ['string'] : [];
}

const FORMATS: Readonly<Record<string, ScalarKind>> = {
  'date-time': 'dateTime',
  date: 'dateOnly',
  duration: 'duration',
};

function shapeOfText({ format, labels }: SchemaFacts): FieldShape {
  const kind = format !== undefined && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (kind) return { kind };
  return labels.size > 0 ? { kind: 'string', labels: Object.fromEntries(labels) } : { kind: 'string' };
}

function shapeOfObject(facts: SchemaFacts, resolveRef: ResolveRef): FieldShape {
  if (facts.properties.size === 0 && facts.additional.length > 0)
    return lazily({ kind: 'map' }, 'of', () => shapeOf(facts.additional, resolveRef, false));
  const fields: Record<string, FieldShape> = Object.create(null);
  for (const [name, schemas] of facts.properties) lazily(fields, name, () => shapeOf(schemas, resolveRef, false));
  return { kind: 'object', fields, open: facts.open || facts.additional.length > 0 || facts.properties.size === 0 };
}

/** Gives an object a property that is made when it is first read, and returns it with the property's type known. */
function lazily<T extends object, K extends string>(
  object: T,
  key: K,
  make: () => FieldShape,
): T & Record<K, FieldShape> {
  let made: FieldShape | undefined;
  const get = () => {
    made ??= make();
    return made;
  };
  return Object.defineProperty(object, key, { enumerable: true, get }) as T & Record<K, FieldShape>;
}
