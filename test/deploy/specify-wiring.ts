import { expect, it } from 'vitest';
import type { Overlay } from './overlay.js';
import { selects, type Workload } from './workload.js';

/** Secrets that an overlay without generated ones expects in the namespace; `k8s/README.md` says how to create them. */
const EXTERNAL_SECRETS = ['waystream-keys', 'waystream-redis'];

const SECRET_VARIABLES = ['WAYSTREAM_API_KEYS', 'WAYSTREAM_SECRETS_KEYS', 'WAYSTREAM_REDIS_URL'];

/** That objects which name each other fit together. */
export function specifyWiring(overlay: Overlay): void {
  const { workloads } = overlay;
  const deployments = overlay.select('apps/v1/Deployment');
  const configMaps = overlay.select('v1/ConfigMap');
  const secrets = overlay.select('v1/Secret');

  it('every Service leads to the one workload of its name, on a port that it opens', () => {
    for (const { metadata, spec } of overlay.select('v1/Service')) {
      const targets = workloads.filter(({ podLabels }) => selects({ matchLabels: spec?.selector ?? {} }, podLabels));
      expect(targets.map(({ name }) => name)).toEqual([metadata?.name]);
      const opened = targets[0]?.container.ports?.map(({ name, containerPort }) => [name, containerPort]);
      expect(spec?.ports?.map(({ targetPort, port }) => [targetPort, port])).toEqual(opened);
    }
  });

  it('every workload selects its own pods and no others', () => {
    for (const { name, selector } of workloads) {
      const selected = workloads.filter(({ podLabels }) => selects(selector, podLabels));
      expect(selected.map((workload) => workload.name)).toEqual([name]);
    }
  });

  it('the drain of a node takes at most one pod of a service at a time', () => {
    const budgets = overlay.select('policy/v1/PodDisruptionBudget').map(({ metadata, spec }) => {
      const guarded = workloads.filter(({ podLabels }) => selects(spec?.selector, podLabels)).map(({ name }) => name);
      return { budget: metadata?.name, guarded, maxUnavailable: spec?.maxUnavailable };
    });
    const expected = namesOf(deployments).map((name) => ({ budget: name, guarded: [name], maxUnavailable: 1 }));
    expect(budgets).toEqual(expected);
  });

  it('autoscalers alone set the number of pods, and never ask for more owners than partitions', () => {
    const fixed = namesOf(deployments.filter(({ spec }) => spec?.replicas !== undefined));
    const partitions = Number(configMaps.find(({ data }) => data?.WAYSTREAM_PARTITIONS)?.data?.WAYSTREAM_PARTITIONS);
    for (const { spec } of overlay.select('autoscaling/v2/HorizontalPodAutoscaler')) {
      expect(namesOf(deployments)).toContain(spec?.scaleTargetRef.name);
      expect(fixed).not.toContain(spec?.scaleTargetRef.name);
      expect(spec?.maxReplicas).toBeLessThanOrEqual(partitions);
    }
  });

  it('every ConfigMap that a pod reads is rendered, and holds no secret', () => {
    const read = workloads.flatMap(({ container }) => container.envFrom ?? []);
    expect(namesOf(configMaps)).toEqual(expect.arrayContaining(read.map(({ configMapRef }) => configMapRef?.name)));
    const variables = configMaps.flatMap(({ data }) => Object.keys(data ?? {}));
    expect(variables.filter((variable) => SECRET_VARIABLES.includes(variable))).toEqual([]);
  });

  it('every Secret that a pod reads is rendered for development, or documented', () => {
    const missing = workloads.flatMap(secretsOf).filter((name) => !namesOf(secrets).includes(name));
    expect([...new Set(missing)].sort()).toEqual(overlay.name === 'dev' ? [] : EXTERNAL_SECRETS);
  });

  it('only development renders secrets, and they say so', () => {
    const values = secrets.flatMap(({ data }) => Object.values(data ?? {}));
    if (overlay.name !== 'dev') expect(values).toEqual([]);
    const saysSo = (value: string) =>
      [decode(value), decode(decode(value))].some((text) => text.includes('for-dev-only'));
    expect(values.filter((value) => !saysSo(value))).toEqual([]);
  });

  it('the namespace refuses pods that are not restricted', () => {
    const [namespace] = overlay.select('v1/Namespace');
    expect(namespace?.metadata?.labels?.['pod-security.kubernetes.io/enforce']).toBe('restricted');
  });
}

function namesOf(objects: readonly { metadata?: { name?: string } }[]): string[] {
  return objects.map(({ metadata }) => metadata?.name ?? '');
}

function secretsOf({ pod, container }: Workload): string[] {
  const mounted = pod.volumes?.map(({ secret }) => secret?.secretName) ?? [];
  const read = container.env?.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name) ?? [];
  return [...mounted, ...read].filter((name) => name !== undefined);
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}
