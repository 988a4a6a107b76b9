import { canonicalJson, type Flaw } from '@waystream/core';
import { formatPath } from './field-path.js';
import type { JsonSchema, ResolvedSchema, ResolveRef } from './json-schema.js';
import { offeredProperties, type SchemaView, viewOf } from './schema-view.js';

/**
 * What a new version of a schema takes away from those who write or read documents of the old one; empty when it only
 * adds. Codes: `removed` (renaming is removing), `retyped`, `required`, `narrowed`. `path` is the field's path, with `'*'`
 * for names that are data, and empty for the whole document.
 */
export function additiveChange(before: ResolvedSchema, after: ResolvedSchema): readonly Flaw[] {
  const comparison: Comparison = { before: before.resolveRef, after: after.resolveRef, flaws: [] };
  compare(comparison, { old: [before.schema], now: [after.schema] }, [], []);
  return [...new Map(comparison.flaws.map((found) => [found.message, found])).values()];
}

interface Comparison {
  readonly before: ResolveRef;
  readonly after: ResolveRef;
  readonly flaws: Flaw[];
}

interface Versions {
  readonly old: readonly JsonSchema[];
  readonly now: readonly JsonSchema[];
}

/** `outer` are the old views on the way down: a schema that contains itself meets one of them again and is done. */
function compare(
  comparison: Comparison,
  versions: Versions,
  path: readonly string[],
  outer: readonly SchemaView[],
): void {
  const { flaws } = comparison;
  const old = viewOf(versions.old, comparison.before);
  const now = viewOf(versions.now, comparison.after);
  if (outer.some(({ parts }) => parts.length === old.parts.length && parts.every((part, i) => part === old.parts[i]))) {
    return;
  }
  const around = [...outer, old];
  flaws.push(...typeFlaws(old, now, path), ...narrowedFlaws(old, now, path));
  for (const name of now.required) {
    if (!old.required.has(name)) flaws.push(flaw([...path, name], 'required', 'may not become required'));
  }
  const kept = offeredProperties(now, comparison.after);
  for (const [name, { schemas }] of offeredProperties(old, comparison.before)) {
    const next = kept.get(name);
    if (next) compare(comparison, { old: schemas, now: next.schemas }, [...path, name], around);
    else flaws.push(flaw([...path, name], 'removed', 'may not be removed or renamed'));
  }
  for (const [choice, branches] of old.choices.entries()) {
    for (const [index, branch] of branches.entries()) {
      const next = now.choices[choice]?.[index];
      if (next !== undefined) compare(comparison, { old: [branch], now: [next] }, path, around);
    }
  }
  if (old.elements.length > 0) compare(comparison, { old: old.elements, now: now.elements }, path, around);
  if (old.values.length > 0) compare(comparison, { old: old.values, now: now.values }, [...path, '*'], around);
}

function typeFlaws(old: SchemaView, now: SchemaView, path: readonly string[]): readonly Flaw[] {
  const was = [...old.types].sort().join(' or ') || 'any type';
  const is = [...now.types].sort().join(' or ') || 'any type';
  if (was !== is) return [flaw(path, 'retyped', `may not change from ${was} to ${is}`)];
  const [format, newFormat] = [old.says('format') ?? 'none', now.says('format') ?? 'none'];
  return format === newFormat
    ? []
    : [flaw(path, 'retyped', `may not change its format from ${format} to ${newFormat}`)];
}

const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'] as const;
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'] as const;
/** Demands that cannot be compared: whatever is not word for word an old one counts as new. */
const DEMANDS = [
  'contains',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'else',
  'if',
  'multipleOf',
  'not',
  'pattern',
  'patternProperties',
  'prefixItems',
  'propertyNames',
  'then',
  'uniqueItems',
] as const;

function narrowedFlaws(old: SchemaView, now: SchemaView, path: readonly string[]): readonly Flaw[] {
  const reasons: string[] = [];
  const lost = lostValues(old, now);
  if (lost === 'all others') reasons.push('may not be limited to an enumeration');
  else if (lost.length > 0) reasons.push(`must keep the value ${lost.join(', ')}`);
  for (const bound of LOWER_BOUNDS) {
    if (Math.max(...numbers(now, bound)) > Math.max(...numbers(old, bound))) reasons.push(`may not raise its ${bound}`);
  }
  for (const bound of UPPER_BOUNDS) {
    if (Math.min(...numbers(now, bound)) < Math.min(...numbers(old, bound))) reasons.push(`may not lower its ${bound}`);
  }
  for (const keyword of DEMANDS) {
    const before = old.all(keyword).map(canonicalJson);
    const isNew = now.all(keyword).some((demand) => !before.includes(canonicalJson(demand)));
    if (isNew) reasons.push(`may not get another ${keyword}`);
  }
  if (now.isClosed && !old.isClosed) reasons.push('may not be closed to further fields');
  if (isNarrowerChoice(old.choices, now.choices)) reasons.push('may not be limited to fewer forms');
  return reasons.map((reason) => flaw(path, 'narrowed', reason));
}

function isNarrowerChoice(old: SchemaView['choices'], now: SchemaView['choices']): boolean {
  return now.length > old.length || (now.length === old.length && now.flat().length < old.flat().length);
}

/** Values that were allowed and are refused now; `all others` when any value was allowed before. */
function lostValues(old: SchemaView, now: SchemaView): readonly string[] | 'all others' {
  const allowed = allowedValues(now);
  const before = allowedValues(old);
  if (allowed === null) return [];
  return before === null ? 'all others' : before.filter((value) => !allowed.includes(value));
}

/** The values in every enumeration that applies, as canonical JSON; `null` when none does. */
function allowedValues(view: SchemaView): readonly string[] | null {
  const enumerations = [
    ...view.all('const').map((value) => [value]),
    ...view.all('enum').flatMap((values) => (Array.isArray(values) ? [values] : [])),
  ].map((values) => values.map(canonicalJson));
  const [first, ...others] = enumerations;
  return first?.filter((value) => others.every((values) => values.includes(value))) ?? null;
}

function numbers(view: SchemaView, keyword: string): readonly number[] {
  return view.all(keyword).filter((value) => typeof value === 'number');
}

function flaw(path: readonly string[], code: string, message: string): Flaw {
  const name = formatPath(path);
  return { path: name, code, message: `${name || 'the document'} ${message}` };
}
