import { isJsonObject, type JsonObject } from '@waystream/core';
import { jsonPointer, stepsOfFragment } from './json-pointer.js';
import { allSchemasIn, type JsonSchema, mapSchemas, type ResolveRef, schemaAt, schemasIn } from './json-schema.js';

/** What an absolute reference points to: one text for one target, the document it lies in, the way there, the schema. */
export interface RefTarget {
  readonly id: string;
  readonly uri: string;
  readonly steps: readonly string[];
  readonly schema: JsonSchema;
}

/** The schemas that references may point to, each under its URI. */
export interface SchemaLibrary {
  /** Keeps a schema under a URI with every `$ref` in it made absolute, in place of the one before, and gives it back. */
  put(uri: string, schema: JsonObject): JsonObject;
  delete(uri: string): void;
  has(uri: string): boolean;
  locate(ref: string): RefTarget | undefined;
  readonly resolveRef: ResolveRef;
  /** URIs of the other schemas that refer to this one directly. */
  referrers(uri: string): readonly string[];
  /** References of a schema that lead nowhere, each with the pointer to the `$ref`. */
  unknownRefs(uri: string): readonly FoundRef[];
}

interface FoundRef {
  readonly pointer: string;
  readonly ref: string;
}

interface Entry {
  readonly schema: JsonObject;
  readonly refs: readonly FoundRef[];
  /** What the references name in front of `#`. */
  readonly uses: ReadonlySet<string>;
  /** Further absolute URIs of places inside: embedded `$id`s and anchors. */
  readonly names: readonly string[];
}

/** `beneath` is asked for what this library does not hold. */
export function createSchemaLibrary(beneath?: SchemaLibrary): SchemaLibrary {
  const entries = new Map<string, Entry>();
  const places = new Map<string, { uri: string; steps: readonly string[] }>();

  function remove(uri: string): void {
    for (const name of entries.get(uri)?.names ?? []) places.delete(name);
    entries.delete(uri);
  }

  function locate(ref: string): RefTarget | undefined {
    const [base = '', fragment = ''] = ref.split('#');
    const pointer = stepsOfFragment(fragment);
    const place = places.get(pointer ? base : ref) ?? { uri: base, steps: [] };
    if (!entries.has(place.uri)) return beneath?.locate(ref);
    if (!pointer && !places.has(ref)) return undefined;
    const steps = [...place.steps, ...(pointer ?? [])];
    const schema = schemaAt(entries.get(place.uri)?.schema, steps);
    return schema === undefined ? schema : { id: `${place.uri}#${jsonPointer(steps)}`, uri: place.uri, steps, schema };
  }

  return {
    put(uri, schema) {
      remove(uri);
      const absolute = withAbsoluteRefs(schema, uri);
      const names = namesIn(absolute, uri);
      for (const [name, steps] of names) places.set(name, { uri, steps });
      const refs = refsIn(absolute);
      const uses = new Set(refs.map(({ ref }) => ref.split('#')[0] ?? ref));
      entries.set(uri, { schema: absolute, refs, uses, names: [...names.keys()] });
      return absolute;
    },
    delete: remove,
    has: (uri) => entries.has(uri),
    locate,
    resolveRef: (ref) => locate(ref)?.schema,
    referrers(uri) {
      const own = [uri, ...(entries.get(uri)?.names ?? [])];
      return [...entries].flatMap(([other, { uses }]) =>
        other !== uri && own.some((name) => uses.has(name)) ? [other] : [],
      );
    },
    unknownRefs: (uri) => (entries.get(uri)?.refs ?? []).filter(({ ref }) => !locate(ref)),
  };
}

function refsIn(schema: JsonObject): readonly FoundRef[] {
  return [...allSchemasIn(schema)].flatMap(([steps, { $ref }]) =>
    typeof $ref === 'string' ? [{ pointer: jsonPointer([...steps, '$ref']), ref: $ref }] : [],
  );
}

/** The schema with its references resolved against the nearest `$id`, so that each can be followed without context. */
function withAbsoluteRefs(schema: JsonObject, base: string): JsonObject {
  const own = baseOf(schema, base);
  const absolute: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    absolute[keyword] =
      keyword === '$ref' && typeof value === 'string'
        ? absoluteUri(value, own)
        : mapSchemas(keyword, value, (inner) => (isJsonObject(inner) ? withAbsoluteRefs(inner, own) : inner));
  }
  return absolute;
}

function baseOf(schema: JsonObject, outer: string): string {
  const id = schema.$id;
  return typeof id === 'string' && id !== '' && !id.startsWith('#') ? absoluteUri(id, outer) : outer;
}

/** A reference as seen from a base; one that cannot be resolved stays as it is and will be unknown. */
export function absoluteUri(ref: string, base: string): string {
  const whole = ref.endsWith('#') ? ref.slice(0, -1) : ref;
  if (whole === '') return base;
  if (whole.startsWith('#')) return `${base}${whole}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(whole)) return whole;
  return URL.canParse(whole, base) ? new URL(whole, base).href : whole;
}

/** Embedded `$id`s and anchors (`$anchor`, before 2020-12 an `$id` of the form `#name`) with the way to them. */
function namesIn(root: JsonObject, uri: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  const visit = (schema: JsonObject, outer: string, steps: readonly string[]) => {
    const base = steps.length === 0 ? uri : baseOf(schema, outer);
    if (base !== outer) names.set(base, steps);
    for (const anchor of [schema.$anchor, schema.$dynamicAnchor]) {
      if (typeof anchor === 'string') names.set(`${base}#${anchor}`, steps);
    }
    if (typeof schema.$id === 'string' && schema.$id.startsWith('#')) names.set(`${base}${schema.$id}`, steps);
    for (const [step, inner] of directlyIn(schema)) visit(inner, base, [...steps, ...step]);
  };
  visit(root, uri, []);
  return names;
}

function directlyIn(schema: JsonObject): ReadonlyArray<readonly [readonly string[], JsonObject]> {
  return [...schemasIn(schema)].flatMap(([step, inner]) => (isJsonObject(inner) ? [[step, inner]] : []));
}
