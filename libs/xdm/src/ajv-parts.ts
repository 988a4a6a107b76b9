import { AppError } from '@waystream/core';
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isDateTime } from './date-time.js';
import { jsonPointer } from './json-pointer.js';
import type { JsonSchema } from './json-schema.js';
import type { RefTarget, SchemaLibrary } from './schema-library.js';
import { validationForm } from './validation-form.js';

/** The two validators of one schema. */
interface ValidatorPair {
  /** Stops at the first flaw. */
  readonly first: ValidateFunction;
  /** Finds all flaws; compiled when first asked for, `undefined` once the schema is forgotten. */
  all(): ValidateFunction | undefined;
}

/** Parts of a library as ajv has compiled them. */
export interface AjvParts {
  /** Throws `AppError('invalid')` with the place for a reference that leads nowhere or a schema that ajv refuses. */
  compile(ref: string): ValidatorPair;
  forget(uri: string): void;
}

/**
 * Every reference target becomes an ajv schema of its own under a plain key. So ajv never has to understand `$id`s,
 * anchors or pointers, and several drafts live side by side. Both ajvs hold the same parts, so that what is compiled
 * late still speaks of the schemas as they were.
 */
export function createAjvParts(library: SchemaLibrary): AjvParts {
  const quick = createAjv({ meta: false });
  const thorough = createAjv({ meta: false, allErrors: true, code: { optimize: false } });
  const keys = new Map<string, { key: string; uri: string }>();
  let count = 0;

  /** The key of a target. What ajv does not know yet is collected with its own references in `fresh`. */
  function keyOf(target: RefTarget, fresh: Map<string, JsonSchema>): string {
    const known = keys.get(target.id);
    if (known) return known.key;
    const key = `part:/${count++}`;
    keys.set(target.id, { key, uri: target.uri });
    fresh.set(target.id, true);
    const form = validationForm(target.schema, (ref, steps) => {
      const place = `${target.uri}#${jsonPointer([...target.steps, ...steps, '$ref'])}`;
      return keyOf(locate(library, ref, place), fresh);
    });
    fresh.set(target.id, form);
    return key;
  }

  function discard(id: string): void {
    const key = keys.get(id)?.key;
    if (key !== undefined) for (const ajv of [quick, thorough]) ajv.removeSchema(key);
    keys.delete(id);
  }

  return {
    compile(ref) {
      const target = locate(library, ref, ref);
      const fresh = new Map<string, JsonSchema>();
      try {
        const key = keyOf(target, fresh);
        for (const [id, form] of fresh) for (const ajv of [quick, thorough]) ajv.addSchema(form, keys.get(id)?.key);
        const first = validatorUnder(quick, key);
        if (!first) throw new Error(`nothing was compiled for ${ref}`);
        return { first, all: () => validatorUnder(thorough, key) };
      } catch (cause) {
        for (const id of fresh.keys()) discard(id);
        throw cause instanceof AppError ? cause : refusal(target.uri, 'notCompilable', messageOf(cause), cause);
      }
    },
    forget(uri) {
      for (const [id, part] of [...keys]) if (part.uri === uri) discard(id);
    },
  };
}

/** An ajv that ignores what it does not know; vendor patterns escape characters in ways the `u` flag would forbid. */
export function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, unicodeRegExp: false, ...options });
  addFormats.default(ajv);
  return ajv.addFormat('date-time', isDateTime);
}

/** Guarantee: validation forms carry no `$async`, the only thing that would make a validator answer with a promise. */
function validatorUnder(ajv: Ajv2020, key: string): ValidateFunction | undefined {
  return ajv.getSchema(key) as ValidateFunction | undefined;
}

function locate(library: SchemaLibrary, ref: string, place: string): RefTarget {
  const target = library.locate(ref);
  if (!target) throw refusal(place, 'unknownRef', `no schema is known under ${ref}`);
  return target;
}

function refusal(path: string, code: string, message: string, cause?: unknown): AppError {
  return new AppError('invalid', `${path}: ${message}`, { flaws: [{ path, code, message }], cause });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
