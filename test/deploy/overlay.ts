import { execFile, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { KubernetesKind, KubernetesObjects } from './kubernetes-objects.js';
import type { KubernetesSchema } from './kubernetes-schema.js';
import { findWorkloads, type Workload } from './workload.js';

const OVERLAYS = fileURLToPath(new URL('../../k8s/overlays/', import.meta.url));

/** What `kubectl apply -k k8s/overlays/<name>` would send. */
export interface Overlay {
  readonly name: string;
  readonly objects: readonly unknown[];
  /** Everything that runs. */
  readonly workloads: readonly Workload[];
  /** Those that are Waystream's own, not Redis. */
  readonly services: readonly Workload[];
  select<K extends KubernetesKind>(kind: K): KubernetesObjects[K][];
}

/** Either program renders without a cluster. */
export function findKustomize(): [program: string, ...args: string[]] | undefined {
  if (answers('kubectl', 'version', '--client')) return ['kubectl', 'kustomize'];
  if (answers('kustomize', 'version')) return ['kustomize', 'build'];
  return undefined;
}

/** Renders all overlays at once. */
export function renderOverlays(
  [program, ...args]: [string, ...string[]],
  schema: KubernetesSchema,
): Promise<Overlay[]> {
  const render = async (name: string): Promise<Overlay> => {
    const { stdout } = await promisify(execFile)(program, [...args, `${OVERLAYS}${name}`]);
    const objects: unknown[] = parseAllDocuments(stdout).map((document) => document.toJS());
    const workloads = findWorkloads(schema, objects);
    const services = workloads.filter(({ podLabels }) => podLabels['app.kubernetes.io/name'] === 'waystream');
    return { name, objects, workloads, services, select: (kind) => schema.select(objects, kind) };
  };
  return Promise.all(readdirSync(OVERLAYS).map(render));
}

function answers(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
