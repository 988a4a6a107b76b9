import type { Flaw, JsonObject, NewId } from '@waystream/core';
import type { Catalogue, DefinitionKind } from '@waystream/journey';
import type { z } from 'zod';
import type { User } from './user.js';

export type Definition = JsonObject & { readonly name: string };

/** Where a definition lives: its sandbox and, for a part of another definition, the name of that one. */
export interface Place {
  readonly sandbox: string;
  readonly parent: string | undefined;
}

/** What a write of a definition starts from. `before` is what is stored under the name. */
export interface Situation<D> {
  readonly catalogue: Catalogue;
  readonly place: Place;
  readonly before: D | undefined;
  readonly newId: NewId;
}

/**
 * One kind of stored definition. The verbs (list, get, create, update, delete) are the same for all and ask a resource
 * only through this contract.
 */
export interface Resource<D extends Definition> {
  readonly kind: DefinitionKind;
  /** What people call it, in the singular. */
  readonly noun: string;
  /** Its address below the base path; a part of another definition has that one's name in it, such as `{dataSource}`. */
  readonly path: string;
  readonly tag: string;
  /** The form of a body, for documentation. */
  readonly form: z.ZodType;
  /** Fields of an answer that are not part of the body; sent back, they are ignored. */
  readonly added: readonly string[];
  /** Answers for definitions that always exist and belong to nobody. */
  readonly builtIn: readonly Definition[];
  stored(catalogue: Catalogue): ReadonlyMap<string, D>;
  belongs(definition: D, place: Place): boolean;
  /** Throws `notFound` when the place does not exist. */
  requirePlace(catalogue: Catalogue, place: Place): void;
  /** The body as it is to be stored. Throws `invalid`. */
  read(body: JsonObject, situation: Situation<D>): D;
  /** The key under which it is stored. */
  key(definition: D): string;
  /** What is wrong with a definition that has the right form. */
  flaws(definition: D, situation: Situation<D>): readonly Flaw[];
  usedBy(definition: D, catalogue: Catalogue): readonly User[];
  /** What a change would take away from those who use the definition. */
  losses(before: D, after: D, catalogue: Catalogue): readonly Flaw[];
  /** The definition as it is shown. Holds no secret. */
  answer(definition: D): JsonObject;
}

type Own = 'kind' | 'noun' | 'path' | 'tag' | 'form' | 'stored' | 'read';

/** A resource with the usual answer wherever it has none of its own. */
export function defineResource<D extends Definition>(
  own: Pick<Resource<D>, Own> & Partial<Omit<Resource<D>, Own>>,
): Resource<D> {
  return {
    added: ['usedIn'],
    builtIn: [],
    belongs: () => true,
    requirePlace: () => undefined,
    key: ({ name }) => name,
    flaws: () => [],
    usedBy: () => [],
    losses: () => [],
    answer: (definition) => definition,
    ...own,
  };
}
