import { describe, expect, it } from 'vitest';
import { loadKubernetesSchema } from './kubernetes-schema.js';
import { findKustomize, renderOverlays } from './overlay.js';
import { specifyNetwork } from './specify-network.js';
import { specifySettings } from './specify-settings.js';
import { specifyWiring } from './specify-wiring.js';
import { rolloutRules, securityRules, serviceRules } from './workload-rules.js';

const kustomize = findKustomize();
const schema = await loadKubernetesSchema();
const overlays = kustomize ? await renderOverlays(kustomize, schema) : [];

if (!kustomize) it.skip('overlays hold what they promise (skipped: neither kubectl nor kustomize is installed)');

describe.each(overlays)('overlay $name', (overlay) => {
  const { objects, workloads, services } = overlay;

  it('holds only fields that Kubernetes knows, with values of the right type', () => {
    expect(objects).not.toEqual([]);
    expect(objects.flatMap((object) => schema.problemsOf(object))).toEqual([]);
  });

  describe('workloads', () => {
    it.each(securityRules)('%s', (_guarantee, holds) => {
      expect(workloads.filter((workload) => !holds(workload)).map(({ name }) => name)).toEqual([]);
    });

    it.each(serviceRules)('%s', (_guarantee, holds) => {
      expect(services.filter((service) => !holds(service)).map(({ name }) => name)).toEqual([]);
    });

    it.each(rolloutRules)('%s', (_guarantee, holds) => {
      const breaking = overlay.select('apps/v1/Deployment').filter((deployment) => !holds(deployment));
      expect(breaking.map(({ metadata }) => metadata?.name)).toEqual([]);
    });
  });

  describe('wiring', () => specifyWiring(overlay));
  describe('network policies', () => specifyNetwork(overlay));
  describe('settings', () => specifySettings(overlay));
});
