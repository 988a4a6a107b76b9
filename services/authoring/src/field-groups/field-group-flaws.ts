import { type Flaw, isJsonObject, type Json } from '@waystream/core';
import type { Catalogue, FieldGroup } from '@waystream/journey';
import { fieldsOf, parsePath } from '@waystream/xdm';

/** Fields that no event of the schema has, and parameters that are sent without being declared. */
export function fieldGroupFlaws(group: FieldGroup, catalogue: Catalogue): Flaw[] {
  switch (group.source) {
    case 'external':
      return undeclaredParameters(group.sentPayload, group.dynamicValues, '/sentPayload');
    case 'profile':
      return group.fields.flatMap((field, index) => (parsePath(field) ? [] : [noPath(field, index)]));
    case 'experienceEvents':
      return eventFieldFlaws(group.schema, group.fields, catalogue);
  }
}

function eventFieldFlaws(schema: string, fields: readonly string[], { schemas, registry }: Catalogue): Flaw[] {
  const found = schemas.get(schema)?.class;
  if (found !== 'experienceEvent') {
    const message = found
      ? `the schema "${schema}" is of class ${found}; events have schemas of class experienceEvent`
      : `there is no schema "${schema}"; create it first`;
    return [{ path: '/schema', code: 'schema', message }];
  }
  const known = new Set(fieldsOf(registry.resolveSchema(schema)).map(({ path }) => path));
  return fields.flatMap((field, index) => {
    if (field === '*' || known.has(field)) return [];
    const message = `the schema "${schema}" has no field "${field}"`;
    return [{ path: `/fields/${index}`, code: 'unknownField', message }];
  });
}

function noPath(field: string, index: number): Flaw {
  return { path: `/fields/${index}`, code: 'path', message: `"${field}" is no path of a field, such as person.name` };
}

/** In a payload, `{"param": "x"}` is where the value of the parameter x goes. */
function undeclaredParameters(payload: Json | undefined, declared: readonly string[], path: string): Flaw[] {
  if (Array.isArray(payload))
    return payload.flatMap((inner, index) => undeclaredParameters(inner, declared, `${path}/${index}`));
  if (!isJsonObject(payload)) return [];
  const { param } = payload;
  if (typeof param === 'string' && Object.keys(payload).length === 1 && !declared.includes(param))
    return [{ path, code: 'unknownParameter', message: `the parameter "${param}" is not among the dynamicValues` }];
  return Object.entries(payload).flatMap(([field, inner]) => undeclaredParameters(inner, declared, `${path}/${field}`));
}
