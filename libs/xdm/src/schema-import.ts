import { AppError, type Flaw, isJsonObject, type JsonObject } from '@waystream/core';
import { jsonPointer } from './json-pointer.js';
import { allSchemasIn } from './json-schema.js';
import type { CheckSchema } from './schema-flaws.js';
import { absoluteUri, type SchemaLibrary } from './schema-library.js';
import { schemaToTravelling } from './schema-to-travelling.js';
import { travellingRef } from './travelling-ref.js';

/** A file as its user has it; `content` is its parsed JSON. */
export interface SchemaFile {
  readonly path: string;
  readonly content: unknown;
}

export interface ImportReport {
  readonly imported: ReadonlyArray<{ readonly path: string; readonly id: string }>;
  /** `path` of a flaw is the file, `#` and the JSON pointer to the place in it. */
  readonly flaws: readonly Flaw[];
}

/** Puts the files' schemas into the library, rewritten to travelling spelling; `taken` are `$id`s that nobody may import. */
export function importInto(
  library: SchemaLibrary,
  files: readonly SchemaFile[],
  options: { check: CheckSchema; taken: ReadonlySet<string> },
): ImportReport {
  const imported = new Map<string, { path: string; written: JsonObject }>();
  const flaws: Flaw[] = [];
  const list = (path: string, found: readonly Flaw[]) =>
    flaws.push(...found.map((flaw) => ({ ...flaw, path: `${path}#${flaw.path}` })));

  for (const { path, content } of files) {
    const read = readSchema(content, options.check);
    if ('flaws' in read) list(path, read.flaws);
    else if (options.taken.has(read.id) || imported.has(read.id)) {
      list(path, [flaw('/$id', 'idTaken', `another schema has the $id ${read.id}`)]);
    } else {
      library.put(read.id, read.travelling);
      imported.set(read.id, { path, written: read.written });
    }
  }
  for (const [id, { path, written }] of imported) list(path, unknownRefFlaws(library, id, written));
  return { imported: [...imported].map(([id, { path }]) => ({ path, id })), flaws };
}

/** References of a schema that lead nowhere, at their places in the schema as its author wrote it. */
export function unknownRefFlaws(library: SchemaLibrary, uri: string, written: JsonObject): readonly Flaw[] {
  return library.unknownRefs(uri).map(({ pointer, ref }) => {
    const place = [...allSchemasIn(written)].find(
      ([, { $ref }]) => typeof $ref === 'string' && absoluteUri(travellingRef($ref), uri) === ref,
    );
    const path = place ? jsonPointer([...place[0], '$ref']) : pointer;
    return flaw(path, 'unknownRef', `no schema is known under ${ref}`);
  });
}

type ReadSchema =
  | { readonly id: string; readonly written: JsonObject; readonly travelling: JsonObject }
  | { readonly flaws: readonly Flaw[] };

/** The check comes before the rewriting, so that flaws have the places of the file. */
function readSchema(content: unknown, check: CheckSchema): ReadSchema {
  if (!isJsonObject(content)) return { flaws: [flaw('', 'type', 'the file must hold a JSON object')] };
  const id = content.$id;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9+.-]*:/i.test(id)) {
    return { flaws: [flaw('/$id', 'required', '$id must be an absolute URI, under which others refer to the schema')] };
  }
  const flaws = check(content);
  if (flaws.length > 0) return { flaws };
  try {
    return { id: id.replace(/#$/, ''), written: content, travelling: schemaToTravelling(content) };
  } catch (cause) {
    if (cause instanceof AppError) return { flaws: cause.flaws };
    throw cause;
  }
}

function flaw(path: string, code: string, message: string): Flaw {
  return { path, code, message };
}
