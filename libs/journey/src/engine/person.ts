/**
 * A person as the engine knows them: a key in a namespace of a sandbox. The id is what partitions, states, timers and
 * messages carry; sandbox and namespace hold no colon, so it reads back unambiguously.
 */
export interface Person {
  sandbox: string;
  namespace: string;
  key: string;
}

export function personId({ sandbox, namespace, key }: Person): string {
  return `${sandbox}:${namespace}:${key}`;
}

/** Namespaces hold no `~`, so a business event is never taken for a person. */
const BUSINESS = '~business';

/** What a business event travels under: all of one name come to one partition, in their order. */
export function businessId(sandbox: string, event: string): string {
  return personId({ sandbox, namespace: BUSINESS, key: event });
}

export function parsePersonId(id: string): Person {
  const first = id.indexOf(':');
  const second = id.indexOf(':', first + 1);
  if (second < 0) throw new RangeError('a person id has the form sandbox:namespace:key');
  return { sandbox: id.slice(0, first), namespace: id.slice(first + 1, second), key: id.slice(second + 1) };
}
