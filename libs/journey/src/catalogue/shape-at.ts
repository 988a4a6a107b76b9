import type { FieldShape } from '@waystream/expression';
import { parsePath } from '@waystream/xdm';

/** The shape of the field at a path of names; `undefined` where there is no such field, or only one inside a list. */
export function shapeAt(shape: FieldShape, path: string): FieldShape | undefined {
  let found: FieldShape | undefined = shape;
  for (const part of parsePath(path) ?? []) {
    if (typeof part === 'number') return undefined;
    found = found && fieldOf(found, part);
  }
  return found === shape ? undefined : found;
}

function fieldOf(shape: FieldShape, name: string): FieldShape | undefined {
  switch (shape.kind) {
    case 'any':
      return shape;
    case 'map':
      return shape.of;
    case 'object':
      return Object.hasOwn(shape.fields, name) ? shape.fields[name] : shape.open ? { kind: 'any' } : undefined;
    default:
      return undefined;
  }
}
