import { readConfig, SERVICE_NAMES, SERVICE_PORT_OFFSETS, type ServiceName, sharedSettings } from '@waystream/service';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Overlay } from './overlay.js';
import { readPodEnvironment } from './pod-environment.js';
import type { Workload } from './workload.js';

const EXTERNAL_SECRETS = {
  'waystream-redis': { url: 'rediss://redis.example:6380' },
  'waystream-keys': { 'api-keys': 'a-key-for-this-test', 'secrets-keys': Buffer.alloc(32).toString('base64') },
};

/** Closing connections and a margin, after the drain. */
const AFTER_DRAIN_SECONDS = 10;

/** That each service's own reader of settings accepts what its pod is given. */
export function specifySettings(overlay: Overlay): void {
  const configOf = (service: ServiceName) => {
    const workload = overlay.services.find(({ name }) => name === service);
    if (!workload) throw new Error(`${service} is not deployed`);
    const { variables, readText } = readPodEnvironment(workload, overlay, EXTERNAL_SECRETS);
    return { workload, config: readConfig(service, z.object(sharedSettings), variables, readText) };
  };

  it('reach every service of the house, and no other', () => {
    expect(overlay.services.map(({ name }) => name).sort()).toEqual([...SERVICE_NAMES].sort());
  });

  it.each(SERVICE_NAMES)('%s starts with what its pod is given', (service) => {
    const { workload, config } = configOf(service);
    const port = 8_080 + SERVICE_PORT_OFFSETS[service];
    expect(workload.container.ports).toEqual([{ name: 'http', containerPort: port }]);
    expect(config).toMatchObject({ env: 'production', host: '0.0.0.0', port, partitions: 64 });
    expect(config.secretsKeys.map((key) => Buffer.from(key, 'base64').length)).toEqual([32]);
  });

  it.each(SERVICE_NAMES)('%s has time to pause, drain and close before it is killed', (service) => {
    const { workload, config } = configOf(service);
    const neededSeconds = pauseSeconds(workload) + config.drainMs / 1_000 + AFTER_DRAIN_SECONDS;
    expect(workload.pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(neededSeconds);
  });
}

function pauseSeconds({ container }: Workload): number {
  return Number(container.lifecycle?.preStop?.exec?.command?.[1]);
}
