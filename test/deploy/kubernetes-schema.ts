import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv, type AnySchemaObject, type ErrorObject } from 'ajv';
import type { KubernetesKind, KubernetesObjects } from './kubernetes-objects.js';

const SCHEMA = 'kubernetes';
const TYPES = fileURLToPath(new URL('kubernetes-objects.ts', import.meta.url));
const TSCONFIG = fileURLToPath(new URL('../tsconfig.json', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/waystream-kubernetes/', import.meta.url));

export interface KubernetesSchema {
  /** One line for each thing that is wrong; fields that Kubernetes does not know are wrong. */
  problemsOf(object: unknown): string[];
  /** The objects of one kind. Throws on the first that its schema refuses. */
  select<K extends KubernetesKind>(objects: readonly unknown[], kind: K): KubernetesObjects[K][];
}

/** The API server's strictness without an API server: a JSON Schema generated from the published TypeScript types. */
export async function loadKubernetesSchema(): Promise<KubernetesSchema> {
  const schema = await readCachedSchema();
  const kinds = Object.keys(schema.definitions.KubernetesObjects.properties);
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, inlineRefs: false, code: { optimize: false } });
  ajv.addSchema(schema, SCHEMA);
  // Ajv remembers what it compiled by the identity of these.
  const references = new Map(
    kinds.map((kind) => [
      kind,
      { $ref: `${SCHEMA}#/definitions/KubernetesObjects/properties/${kind.replaceAll('/', '~1')}` },
    ]),
  );
  const validatorOf = <K extends KubernetesKind>(kind: K) =>
    ajv.compile<KubernetesObjects[K]>(references.get(kind) ?? false);
  const isKind = (kind: string): kind is KubernetesKind => kinds.includes(kind);
  return {
    problemsOf(object) {
      const kind = kindOf(object);
      if (!isKind(kind)) return [`no schema for ${kind}`];
      const isValid = validatorOf(kind);
      return isValid(object) ? [] : describe(isValid.errors);
    },
    select(objects, kind) {
      const isValid = validatorOf(kind);
      return objects
        .filter((object) => kindOf(object) === kind)
        .map((object) => {
          if (isValid(object)) return object;
          throw new Error(`${kind}: ${describe(isValid.errors).join('; ')}`);
        });
    },
  };
}

function kindOf(object: unknown): string {
  const { apiVersion, kind }: Record<string, unknown> = { ...Object(object) };
  return `${apiVersion}/${kind}`;
}

function describe(errors: ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** Generating takes seconds, so the result is kept under a name that changes with everything it depends on. */
async function readCachedSchema(): Promise<AnySchemaObject> {
  const inputs = [readFileSync(TYPES, 'utf8'), versionOf('kubernetes-types'), versionOf('ts-json-schema-generator')];
  const file = `${CACHE}${createHash('sha256').update(inputs.join('\n')).digest('hex').slice(0, 16)}.json`;
  if (!existsSync(file)) {
    const { createGenerator } = await import('ts-json-schema-generator');
    const schema = createGenerator({
      path: TYPES,
      tsconfig: TSCONFIG,
      type: 'KubernetesObjects',
      jsDoc: 'none',
      skipTypeCheck: true,
    }).createSchema('KubernetesObjects');
    mkdirSync(CACHE, { recursive: true });
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, JSON.stringify(schema));
    // A rename is atomic: test files that run at the same time see the whole file or none.
    renameSync(draft, file);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

function versionOf(packageName: string): string {
  return readFileSync(createRequire(import.meta.url).resolve(`${packageName}/package.json`), 'utf8');
}
