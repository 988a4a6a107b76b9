import { expect, it } from 'vitest';
import type { Overlay } from './overlay.js';
import { selects } from './workload.js';

/** Where a call from inside must not end: own machine, private networks, the cloud's metadata, carrier networks, multicast. */
const PRIVATE_RANGES = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

/** Who may talk to whom. */
export function specifyNetwork(overlay: Overlay): void {
  const policies = overlay.select('networking.k8s.io/v1/NetworkPolicy').flatMap(({ spec }) => spec ?? []);
  const policiesOf = (labels: Record<string, string>) =>
    policies.filter(({ podSelector }) => selects(podSelector, labels));

  /** Blocks of all addresses that pods may connect to. A rule without destinations means anywhere. */
  const internetBlocks = (labels: Record<string, string>) =>
    policiesOf(labels)
      .flatMap(({ egress = [] }) => egress)
      .flatMap(({ to = [{ ipBlock: { cidr: '0.0.0.0/0' } }] }) => to)
      .flatMap(({ ipBlock }) => (ipBlock?.cidr.endsWith('/0') ? [ipBlock] : []));

  /** What a namespace must carry to call pods; `undefined` stands for any other caller. */
  const accessTo = (labels: Record<string, string>) =>
    policiesOf(labels)
      .flatMap(({ ingress = [] }) => ingress)
      .flatMap(({ from = [{}] }) => from)
      .map(({ namespaceSelector }) => namespaceSelector?.matchLabels?.['waystream-access']);

  it('deny what no other policy allows, in both directions, for every pod', () => {
    expect(policies).toContainEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('let only enrichment and action-dispatcher reach the internet', () => {
    const reaching = overlay.workloads.filter(({ podLabels }) => internetBlocks(podLabels).length > 0);
    expect(reaching.map(({ name }) => name).sort()).toEqual(['action-dispatcher', 'enrichment']);
  });

  it('keep private networks and metadata services out of the internet', () => {
    for (const { podLabels } of overlay.services) {
      const blocks = internetBlocks(podLabels);
      const exceptions = blocks.flatMap(({ except = [] }) => except);
      if (blocks.length > 0) expect(exceptions).toEqual(expect.arrayContaining(PRIVATE_RANGES));
    }
  });

  it('let labelled namespaces call the gateways, and only scrape the evaluator', () => {
    const access = overlay.services.map(({ name, podLabels }) => [name, accessTo(podLabels).sort()]);
    const gateway = ['gateways', 'metrics'];
    expect(Object.fromEntries(access)).toEqual({
      authoring: gateway,
      ingestion: gateway,
      evaluator: ['metrics'],
      enrichment: gateway,
      'action-dispatcher': gateway,
      reporting: gateway,
    });
  });
}
