import { pointerFragment, stepsOfFragment } from './json-pointer.js';
import { holds } from './json-schema.js';
import { travellingName } from './travelling-name.js';

/** A `$ref` whose pointer passes through renamed properties, rewritten so that it finds them again. */
export function travellingRef(ref: string): string {
  const [uri = '', fragment] = ref.split('#');
  const steps = fragment === undefined ? null : stepsOfFragment(fragment);
  if (!steps) return ref;
  const travelling = travellingSteps(steps);
  return travelling.length === steps.length && travelling.every((step, index) => step === steps[index])
    ? ref
    : `${uri}#${pointerFragment(travelling)}`;
}

/**
 * Whether a `$ref` names the library's gate on prefixes (`…#/definitions/@context`): it admits published names only,
 * so no travelling document could pass it.
 */
export function isContextGate(ref: string): boolean {
  const [, fragment] = ref.split('#');
  const steps = fragment === undefined ? null : stepsOfFragment(fragment);
  return steps !== null && steps.at(-1) === '@context' && steps.at(-2) === 'definitions';
}

function travellingSteps(steps: readonly string[]): readonly string[] {
  const [keyword, member, ...further] = steps;
  if (keyword === undefined || member === undefined) return steps;
  if (keyword === 'properties') {
    const [first = '', ...inner] = travellingName(member);
    return [keyword, first, ...inner.flatMap((name) => ['properties', name]), ...travellingSteps(further)];
  }
  switch (holds(keyword, undefined)) {
    case 'list':
    case 'map':
      return [keyword, member, ...travellingSteps(further)];
    case 'one':
      return /^\d+$/.test(member)
        ? [keyword, member, ...travellingSteps(further)]
        : [keyword, ...travellingSteps(steps.slice(1))];
    case 'value':
      return steps;
  }
}
