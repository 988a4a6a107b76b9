import { type Flaw, isJsonObject } from '@waystream/core';
import type { ValidateFunction } from 'ajv';
import { createAjvParts } from './ajv-parts.js';
import { flawOfError } from './flaw-of-error.js';
import type { SchemaLibrary } from './schema-library.js';

/** The flaws of a document; every valid document gets the same empty list. */
export type Validate = (document: unknown) => readonly Flaw[];

/** Turns schemas of a library into validators. What it has compiled does not follow later changes of the library. */
export interface Compiler {
  /** Throws `AppError('invalid')` with the place for a schema that cannot be compiled. */
  compile(ref: string): Validate;
  /** Lets go of a schema to which no other compiled one refers. */
  forget(uri: string): void;
}

/**
 * Documents are first judged by code that stops at the first flaw. Only a refused one is gone through again for all its
 * flaws, so valid documents pay nothing for good messages.
 */
export function createCompiler(library: SchemaLibrary): Compiler {
  const parts = createAjvParts(library);
  return {
    compile(ref) {
      const { first, all } = parts.compile(ref);
      return (document) => {
        if (first(document)) return NO_FLAWS;
        const findAll = valuesWithin(document, MOST_VALUES) < 0 ? undefined : all();
        if (!findAll) return flawsOf(first, document);
        findAll(document);
        return flawsOf(findAll, document);
      };
    },
    forget: parts.forget,
  };
}

const NO_FLAWS: readonly Flaw[] = Object.freeze([]);

/** A hostile document can be wrong in a million places; larger ones get their first flaw only, all at most this many. */
const MOST_VALUES = 5_000;
const MOST_FLAWS = 50;

/** What is left of a budget after each value of a document has taken one; negative as soon as it does not suffice. */
function valuesWithin(document: unknown, budget: number): number {
  let rest = budget - 1;
  if (!Array.isArray(document) && !isJsonObject(document)) return rest;
  for (const value of Object.values(document)) {
    if (rest < 0) return rest;
    rest = valuesWithin(value, rest);
  }
  return rest;
}

/** Composition reaches the same part of a schema on several ways, which repeats errors; each flaw is listed once. */
function flawsOf(validate: ValidateFunction, document: unknown): readonly Flaw[] {
  const flaws = new Map<string, Flaw>();
  for (const error of validate.errors ?? []) {
    if (flaws.size === MOST_FLAWS) break;
    const flaw = flawOfError(error, document);
    flaws.set(`${flaw.path} ${flaw.message}`, flaw);
  }
  return [...flaws.values()];
}
