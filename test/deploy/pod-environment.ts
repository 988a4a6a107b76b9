import type { Overlay } from './overlay.js';
import type { Workload } from './workload.js';

type Texts = Record<string, string>;

/** What the process in a pod sees of its settings. */
export interface PodEnvironment {
  readonly variables: Texts;
  /** The content of a mounted file. Throws when nothing is mounted at the path. */
  readText(path: string): string;
}

/** Resolves what a rendered pod refers to. `externalSecrets` stands in for Secrets that somebody creates in the cluster. */
export function readPodEnvironment(
  { pod, container }: Workload,
  overlay: Overlay,
  externalSecrets: Record<string, Texts>,
): PodEnvironment {
  const configMaps = overlay.select('v1/ConfigMap');
  const secrets = new Map(Object.entries(externalSecrets));
  for (const { metadata, data } of overlay.select('v1/Secret')) {
    const texts = Object.entries(data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
    secrets.set(metadata?.name ?? '', Object.fromEntries(texts));
  }

  const variables: Texts = {};
  for (const { configMapRef } of container.envFrom ?? []) {
    Object.assign(variables, configMaps.find(({ metadata }) => metadata?.name === configMapRef?.name)?.data);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const reference = valueFrom?.secretKeyRef;
    variables[name] = value ?? secrets.get(reference?.name ?? '')?.[reference?.key ?? ''] ?? '';
  }

  const files = new Map<string, string>();
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const volume = pod.volumes?.find((candidate) => candidate.name === name);
    for (const [key, text] of Object.entries(secrets.get(volume?.secret?.secretName ?? '') ?? {})) {
      files.set(`${mountPath}/${key}`, text);
    }
  }
  return {
    variables,
    readText(path) {
      const text = files.get(path);
      if (text === undefined) throw new Error(`nothing is mounted at ${path}`);
      return text;
    },
  };
}
