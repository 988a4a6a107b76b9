import { isJsonObject } from '@waystream/core';

/** RFC 6901 text of a list of steps: `['a/b', '0']` becomes `/a~1b/0`; no steps, the whole document, become the empty text. */
export function jsonPointer(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The steps of an RFC 6901 pointer. */
export function stepsOf(pointer: string): string[] {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at the end of the steps, or `undefined` when they lead nowhere. Only own fields are followed. */
export function valueAt(document: unknown, steps: readonly string[]): unknown {
  let value = document;
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** The steps as the fragment of a URI (RFC 6901 §6), without `#`. */
export function pointerFragment(steps: readonly string[]): string {
  return jsonPointer(steps).split('/').map(encodeURIComponent).join('/');
}

/** Steps of a URI fragment that is a JSON pointer, or `null` when it is a plain name or badly encoded. */
export function stepsOfFragment(fragment: string): string[] | null {
  if (fragment !== '' && !fragment.startsWith('/')) return null;
  try {
    return stepsOf(decodeURIComponent(fragment));
  } catch {
    return null;
  }
}
