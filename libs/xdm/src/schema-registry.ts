import { AppError, type Flaw, isJsonObject, type JsonObject } from '@waystream/core';
import { createCompiler, type Validate } from './compiler.js';
import type { ResolvedSchema } from './json-schema.js';
import { type SchemaClass, withClass } from './schema-class.js';
import { createSchemaCheck } from './schema-flaws.js';
import { type ImportReport, importInto, type SchemaFile, unknownRefFlaws } from './schema-import.js';
import { absoluteUri, createSchemaLibrary } from './schema-library.js';

/**
 * The schemas of one sandbox: parts imported from files, which others build on through `$ref`, and named schemas, which
 * documents are validated against. Named schemas are in travelling spelling.
 */
export interface SchemaRegistry {
  /**
   * Adds a named schema, or replaces the one of that name. Throws `AppError('invalid')`, with the places as flaws, for a
   * schema that is not well-formed, refers to something unknown or cannot be compiled; the registry stays as it was.
   */
  add(name: string, schema: JsonObject, options: { class: SchemaClass }): void;
  /** Throws `AppError('inUse')` while another schema refers to it. Removing an unknown name does nothing. */
  remove(name: string): void;
  /**
   * Takes in every file that is a schema, in either spelling, under its `$id`. The report lists what was refused, and
   * references that lead nowhere yet: their files are kept, because a later import may bring what they need.
   */
  importFiles(files: readonly SchemaFile[]): ImportReport;
  /** Compiled once and kept. Throws `AppError('notFound')` for an unknown name. */
  validator(name: string): Validate;
  /** The schema with the fields of its class. Throws `AppError('notFound')` for an unknown name. */
  resolveSchema(name: string): ResolvedSchema;
  /** What `add` would keep, for comparing it with what is there; throws as `add` does, but compiles nothing. */
  prepare(name: string, schema: JsonObject, options: { class: SchemaClass }): ResolvedSchema;
  classOf(name: string): SchemaClass | undefined;
  names(): readonly string[];
  importedIds(): readonly string[];
}

interface Named {
  readonly uri: string;
  readonly class: SchemaClass;
}

export function createSchemaRegistry(): SchemaRegistry {
  const library = createSchemaLibrary();
  const check = createSchemaCheck();
  const named = new Map<string, Named>();
  const imported = new Set<string>();
  const validators = new Map<string, Validate>();
  let compiler = createCompiler(library);

  function forgetAllCompiled(): void {
    compiler = createCompiler(library);
    validators.clear();
  }

  /** Compiled code contains what it refers to, so a change below others makes theirs stale as well. */
  function forgetCompiled(uri: string): void {
    if (!library.has(uri)) return;
    if (library.referrers(uri).length > 0) forgetAllCompiled();
    else compiler.forget(uri);
  }

  function find(name: string): Named {
    const found = named.get(name);
    if (!found) throw new AppError('notFound', `there is no schema named "${name}"`);
    return found;
  }

  function uriOf(name: string, schema: JsonObject): string {
    const uri = typeof schema.$id === 'string' ? absoluteUri(schema.$id, uriOfName(name)) : uriOfName(name);
    const isTaken = imported.has(uri) || [...named].some(([other, { uri: taken }]) => other !== name && taken === uri);
    if (isTaken) throw refused(name, [{ path: '/$id', code: 'idTaken', message: `another schema has the $id ${uri}` }]);
    return uri;
  }

  function prepare(name: string, schema: JsonObject, options: { class: SchemaClass }) {
    const flaws = check(schema);
    if (flaws.length > 0) throw refused(name, flaws);
    const uri = uriOf(name, schema);
    const candidate = createSchemaLibrary(library);
    const kept = candidate.put(uri, withClass(schema, options.class));
    const unknown = unknownRefFlaws(candidate, uri, schema);
    if (unknown.length > 0) throw refused(name, unknown);
    return { uri, schema: kept, resolveRef: candidate.resolveRef };
  }

  function requireUnreferred(name: string, uri: string): void {
    const [user] = library.referrers(uri);
    if (user !== undefined) throw new AppError('inUse', `the schema "${name}" is in use: ${user} refers to it`);
  }

  /** Puts a schema in place and compiles it; users that the change would leave without a target keep it from happening. */
  function replace(name: string, uri: string, schema: JsonObject): Validate {
    const before = library.resolveRef(uri);
    const users = library.referrers(uri);
    forgetCompiled(uri);
    library.put(uri, schema);
    try {
      const broken = users.find((user) => library.unknownRefs(user).some(({ ref }) => ref.startsWith(`${uri}#`)));
      if (broken) throw new AppError('inUse', `${broken} refers to a part of the schema "${name}" that would be gone`);
      return compiler.compile(uri);
    } catch (cause) {
      forgetCompiled(uri);
      if (isJsonObject(before)) library.put(uri, before);
      else library.delete(uri);
      throw cause;
    }
  }

  return {
    add(name, schema, options) {
      const { uri, schema: kept } = prepare(name, schema, options);
      const before = named.get(name);
      const isMoved = before !== undefined && before.uri !== uri;
      if (isMoved) requireUnreferred(name, before.uri);
      const validate = replace(name, uri, kept);
      if (isMoved) {
        compiler.forget(before.uri);
        library.delete(before.uri);
      }
      named.set(name, { uri, class: options.class });
      validators.set(name, validate);
    },
    remove(name) {
      const uri = named.get(name)?.uri;
      if (uri === undefined) return;
      requireUnreferred(name, uri);
      compiler.forget(uri);
      library.delete(uri);
      named.delete(name);
      validators.delete(name);
    },
    importFiles(files) {
      const taken = new Set([...named.values()].map(({ uri }) => uri));
      const report = importInto(library, files, { check, taken });
      if (report.imported.some(({ id }) => imported.has(id))) forgetAllCompiled();
      for (const { id } of report.imported) imported.add(id);
      return report;
    },
    validator(name) {
      const validate = validators.get(name) ?? compiler.compile(find(name).uri);
      validators.set(name, validate);
      return validate;
    },
    resolveSchema(name) {
      const schema = library.resolveRef(find(name).uri);
      if (!isJsonObject(schema)) throw new AppError('notFound', `there is no schema named "${name}"`);
      return { schema, resolveRef: library.resolveRef };
    },
    prepare,
    classOf: (name) => named.get(name)?.class,
    names: () => [...named.keys()],
    importedIds: () => [...imported],
  };
}

/** Schemas without an `$id` get one from their name, so that others can refer to them by name: `{"$ref": "order"}`. */
function uriOfName(name: string): string {
  return `waystream://schemas/${encodeURIComponent(name)}`;
}

function refused(name: string, flaws: readonly Flaw[]): AppError {
  const [first] = flaws;
  return new AppError('invalid', `the schema "${name}" cannot be used: ${first?.path} ${first?.message}`, { flaws });
}
