import { AppError, type Flaw, type Json } from '@waystream/core';
import type { z } from 'zod';
import { knownFields } from './known-fields.js';

/**
 * A body in its form, with defaults filled in. Throws `invalid` with a flaw for every wrong value, each at its JSON
 * pointer; a field that the form does not know is told together with those it knows at that place.
 */
export function readDocument<T>(form: z.ZodType<T>, body: Json): T {
  const result = form.safeParse(body);
  if (result.success) return result.data;
  throw invalidDocument(result.error.issues.flatMap((issue) => flawsOf(issue, [], form)));
}

/** The refusal of a well-formed document; its detail is the first flaw, its `errors` are all of them. */
export function invalidDocument(flaws: readonly Flaw[]): AppError {
  const [first] = flaws;
  const place = first?.path ? `${first.path}: ` : '';
  const more = flaws.length > 1 ? ` (and ${flaws.length - 1} more)` : '';
  return new AppError('invalid', `${place}${first?.message ?? 'the document is not valid'}${more}`, { flaws });
}

type Path = readonly PropertyKey[];

function flawsOf(issue: z.core.$ZodIssue, outer: Path, form: z.ZodType): Flaw[] {
  const path = [...outer, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownFields(form, path).join(', ');
      return issue.keys.map((key) => {
        const message = `there is no field "${key}" here, only ${known}`;
        return { path: pointer([...path, key]), code: 'unknownField', message };
      });
    }
    case 'invalid_union': {
      const closest = issue.errors.find((inner) => agreement(inner) > 0);
      return closest
        ? closest.flatMap((inner) => flawsOf(inner, path, form))
        : [{ path: pointer(path), code: issue.code, message: issue.message }];
    }
    default: {
      const isMissing = issue.message.endsWith('received undefined');
      return [{ path: pointer(path), code: issue.code, message: isMissing ? 'is missing' : issue.message }];
    }
  }
}

/** How deep an alternative of a union went along with the value; at 0 it expected another kind of value altogether. */
function agreement(issues: readonly z.core.$ZodIssue[]): number {
  return Math.min(...issues.map(({ code, path }) => (code === 'unrecognized_keys' ? path.length + 1 : path.length)));
}

function pointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
