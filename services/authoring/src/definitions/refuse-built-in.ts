import { AppError } from '@waystream/core';
import { isBuiltIn } from './find-definition.js';
import type { Definition, Resource } from './resource.js';

/** Throws `wrongState` for what Waystream itself provides. */
export function refuseBuiltIn<D extends Definition>(
  resource: Resource<D>,
  name: string,
  attempted: 'changed' | 'deleted',
): void {
  if (!isBuiltIn(resource, name)) return;
  throw new AppError('wrongState', `the ${resource.noun} "${name}" is built in and cannot be ${attempted}`);
}
