import { describe, expect, it } from 'vitest';
import { createMetrics, SERVICE_NAMES } from './index.js';

const UNITS =
  /_(seconds|bytes|ratio|bytes_total|total|info|active|owned|inputs|actions|steps|in_flight|overdue|pending|people)$/;
/** Names of things a person configures, or values of closed lists; never people, addresses or texts. */
const LABELS = new Set([
  'action',
  'cause',
  'change',
  'hash',
  'kind',
  'method',
  'origin',
  'outcome',
  'partition',
  'protocol',
  'queue',
  'reason',
  'resource',
  'result',
  'route',
  'source',
  'status',
  'type',
  'verb',
]);

describe('the catalogue of metrics', () => {
  it.each(SERVICE_NAMES)('of %s has names with units and labels from closed sets', async (service) => {
    const { registry } = createMetrics(service);
    for (const metric of registry.getMetricsAsArray()) {
      if (!metric.name.startsWith('waystream_')) continue;
      expect(metric.name).toMatch(UNITS);
      expect(metric.help.length).toBeGreaterThan(10);
      const labels = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames : [];
      for (const label of labels) expect(LABELS).toContain(label);
    }
  });

  it('gives a service its own metrics and those of no other', async () => {
    const text = await createMetrics('ingestion').registry.metrics();
    expect(text).toContain('waystream_ingestion_events_accepted_total');
    expect(text).toContain('waystream_dead_letters_total');
    expect(text).not.toContain('waystream_evaluator');
  });
});
