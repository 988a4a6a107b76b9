import type { FieldShape, Type } from './field-shape.js';

/** The name of a type in answers and messages: `integer`, `listString`, `object`, `listObject`, `any`, `listAny`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `list${elementName(type.of)}`;
    case 'map':
      return 'object';
    default:
      return type.kind;
  }
}

/** Lists inside lists have no type of their own in the language, so their elements count as unknown. */
function elementName(of: FieldShape): string {
  const name = of.kind === 'list' ? 'any' : typeName(of);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
