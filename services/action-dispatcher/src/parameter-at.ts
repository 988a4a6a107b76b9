import type { Json } from '@waystream/core';
import type { ActionRequest } from '@waystream/journey';

export type Parameters = ActionRequest['parameters'];

/** The value a journey gave for a variable, or `undefined` when it gave none. */
export function parameterAt(parameters: Parameters, path: string): Json | undefined {
  return Object.hasOwn(parameters, path) ? parameters[path] : undefined;
}
