import type { Container, PodSpec } from 'kubernetes-types/core/v1.js';
import type { LabelSelector } from 'kubernetes-types/meta/v1.js';
import type { KubernetesSchema } from './kubernetes-schema.js';

type Labels = Record<string, string>;

/** What runs: the pod of a Deployment or StatefulSet with its one container. */
export interface Workload {
  readonly name: string;
  readonly labels: Labels;
  readonly podLabels: Labels;
  readonly selector: LabelSelector;
  readonly pod: PodSpec;
  readonly container: Container;
}

export function findWorkloads(schema: KubernetesSchema, objects: readonly unknown[]): Workload[] {
  const owners = [...schema.select(objects, 'apps/v1/Deployment'), ...schema.select(objects, 'apps/v1/StatefulSet')];
  return owners.map(({ metadata, spec }) => {
    const name = metadata?.name ?? '';
    const pod = spec?.template.spec;
    const [container, ...more] = pod?.containers ?? [];
    if (!spec || !pod || !container || more.length > 0) throw new Error(`${name} does not have exactly one container`);
    const podLabels = spec.template.metadata?.labels ?? {};
    return { name, labels: metadata?.labels ?? {}, podLabels, selector: spec.selector, pod, container };
  });
}

/** Whether a selector of plain labels picks pods that carry `labels`; an empty one picks every pod. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}
