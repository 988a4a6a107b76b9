import type { Deployment } from 'kubernetes-types/apps/v1.js';
import type { Workload } from './workload.js';

type Rule<T> = [guarantee: string, holds: (subject: T) => boolean];

/** What Pod Security "restricted" asks, and more; for everything that runs. */
export const securityRules: Rule<Workload>[] = [
  ['no pod runs as root', ({ pod }) => pod.securityContext?.runAsNonRoot === true && !!pod.securityContext.runAsUser],
  [
    'no system call beyond the default profile',
    ({ pod }) => pod.securityContext?.seccompProfile?.type === 'RuntimeDefault',
  ],
  ['no container writes to its image', ({ container }) => container.securityContext?.readOnlyRootFilesystem === true],
  ['no container gains privileges', ({ container }) => container.securityContext?.allowPrivilegeEscalation === false],
  [
    'no container keeps a capability',
    ({ container }) => {
      const { drop, add = [] } = container.securityContext?.capabilities ?? {};
      return drop?.[0] === 'ALL' && add.length === 0;
    },
  ],
  ['no pod shares a namespace of its node', ({ pod }) => !pod.hostNetwork && !pod.hostPID && !pod.hostIPC],
  ['no pod mounts a path of its node', ({ pod }) => !pod.volumes?.some(({ hostPath }) => hostPath)],
  ['no pod holds a token of the cluster', ({ pod }) => pod.automountServiceAccountToken === false],
  ['no pod receives the addresses of its neighbours as settings', ({ pod }) => pod.enableServiceLinks === false],
  [
    'every image is pinned',
    ({ container }) => /:(?!latest$)[\w.-]+$|@sha256:[0-9a-f]{64}$/.test(container.image ?? ''),
  ],
  ['every container asks for processor and memory', ({ container }) => hasGuaranteedMemory(container.resources)],
  ['no container is throttled', ({ container }) => container.resources?.limits?.cpu === undefined],
  [
    'every pod says what it is',
    ({ labels, podLabels }) =>
      ['name', 'instance', 'component', 'part-of'].every(
        (key) => labels[`app.kubernetes.io/${key}`] && podLabels[`app.kubernetes.io/${key}`],
      ),
  ],
];

/** For the services of the house. */
export const serviceRules: Rule<Workload>[] = [
  [
    'every image is the one of its service',
    ({ name, container }) => imageName(container.image) === `waystream/${name}`,
  ],
  [
    'the version label is the tag of the image, unless a digest pins it',
    ({ podLabels, container }) =>
      container.image?.includes('@') || container.image?.split(':').at(-1) === podLabels['app.kubernetes.io/version'],
  ],
  [
    'a start may take a minute',
    ({ container: { startupProbe: probe } }) => (probe?.periodSeconds ?? 0) * (probe?.failureThreshold ?? 0) >= 60,
  ],
  [
    'only a dead process is restarted, never one that lost Redis',
    ({ container: { startupProbe, livenessProbe } }) =>
      [startupProbe, livenessProbe].every(
        (probe) => probe?.httpGet?.path === '/healthz' && probe.httpGet.port === 'http',
      ),
  ],
  [
    'a pod gets work only while it can take it',
    ({ container: { readinessProbe: probe } }) => probe?.httpGet?.path === '/readyz' && probe.httpGet.port === 'http',
  ],
  [
    'a pod is out of every list before it is told to end',
    ({ container }) => container.lifecycle?.preStop?.exec?.command?.[0] === 'sleep',
  ],
  [
    'pods spread over zones and nodes but never wait for one',
    ({ pod }) =>
      ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].every((key) =>
        pod.topologySpreadConstraints?.some(
          ({ topologyKey, whenUnsatisfiable }) => topologyKey === key && whenUnsatisfiable === 'ScheduleAnyway',
        ),
      ),
  ],
  [
    'the heap leaves a quarter of the memory to buffers and code',
    ({ container }) => {
      const share = heapMebibytes(container) / Number.parseInt(container.resources?.limits?.memory ?? '', 10);
      return share >= 0.7 && share <= 0.8;
    },
  ],
  [
    'every service may write to /tmp',
    ({ container }) => !!container.volumeMounts?.some(({ mountPath }) => mountPath === '/tmp'),
  ],
  ['every process runs as the user of the image', ({ pod }) => pod.securityContext?.runAsUser === 10_001],
];

/** How a new version takes over. */
export const rolloutRules: Rule<Deployment>[] = [
  ['a rollout never has fewer pods than asked for', ({ spec }) => spec?.strategy?.rollingUpdate?.maxUnavailable === 0],
  ['a rollout waits until a new pod has proved itself', ({ spec }) => (spec?.minReadySeconds ?? 0) >= 10],
];

function hasGuaranteedMemory(resources: Workload['container']['resources']): boolean {
  const memory = resources?.requests?.memory;
  return !!resources?.requests?.cpu && !!memory && resources.limits?.memory === memory;
}

/** `registry.example/waystream/ingestion:0.1.0` → `waystream/ingestion`. */
function imageName(image: string | undefined): string | undefined {
  return image
    ?.replace(/(@|:)[^/]+$/, '')
    .split('/')
    .slice(-2)
    .join('/');
}

function heapMebibytes({ env }: Workload['container']): number {
  const options = env?.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '';
  return Number(/--max-old-space-size=(\d+)/.exec(options)?.[1]);
}
