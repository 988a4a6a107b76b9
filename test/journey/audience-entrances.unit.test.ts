import {
  businessId,
  createCatalogue,
  createRunningVersions,
  type EnterInput,
  type Input,
  type JourneyVersion,
  journeyDocument,
  NOBODY_KNOWN,
  personId,
  react,
  UnknownVersion,
} from '@waystream/journey';
import { describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 2, 2, 9);
const ADA = personId({ sandbox: 'prod', namespace: 'Email', key: 'ada' });

const end = { id: 'end', type: 'end', label: 'End' };
const sale = { id: 'sale', type: 'event', event: 'Sale', next: 'read' };
const read = { id: 'read', type: 'readAudience', audience: 'Silver', next: 'end' };
const qualified = { id: 'silver', type: 'audienceQualification', audience: 'Silver', next: 'end' };

function world(nodes: { id: string; type: string }[], properties = {}, more: Partial<JourneyVersion> = {}) {
  const catalogue = createCatalogue();
  catalogue.set('schema', 'sale', { name: 'sale', class: 'experienceEvent', schema: { type: 'object' } });
  catalogue.set('event', 'Sale', { name: 'Sale', type: 'business', idType: 'systemGenerated', schema: 'sale' });
  catalogue.set('audience', 'Silver', { name: 'Silver', namespace: 'Email', evaluation: 'uploaded' });
  const document = { name: 'J', namespace: 'Email', entry: nodes[0]?.id, nodes, properties };
  const at = new Date(NOW).toISOString();
  const record = { uid: 'v1', journeyUid: 'j1', version: 1, status: 'live', createdAt: at, modifiedAt: at, ...more };
  catalogue.set('version', 'v1', { ...record, document: journeyDocument.parse(document) });
  const versions = createRunningVersions(catalogue);
  return { versions, decide: (input: Input, over = versions) => react(over, NOBODY_KNOWN, input, NOW).effects };
}

const enters = (version = 'v1'): EnterInput => ({
  v: 1,
  type: 'enter',
  id: 'run-ada',
  person: ADA,
  version,
  events: {},
});
const happens: Input = {
  ...{ v: 1, type: 'business', id: 'b1', person: businessId('prod', 'Sale'), event: 'Sale' },
  ...{ payload: { percent: 20 }, at: NOW },
};
const reasons = ({ steps }: { steps: { reason: string | null }[] }) => steps.map(({ reason }) => reason);

describe('an entrance that a run brings', () => {
  it('waits for a version that is not known yet, and is dropped when the version is gone', () => {
    const { decide, versions } = world([read, end]);
    expect(() => decide(enters('later'))).toThrow(UnknownVersion);
    expect(decide(enters('later'), { ...versions, isGone: () => true }).steps).toEqual([]);
  });

  it('is refused by a version that is not live any more, with the reason', () => {
    expect(reasons(world([read, end], {}, { status: 'closed' }).decide(enters()))).toEqual(['notLive']);
    expect(reasons(world([read, end], { endDate: '2026-01-01T00:00:00Z' }).decide(enters()))).toEqual(['ended']);
  });
});

describe('a business event', () => {
  it('begins a run of each version that starts with it, and moves nobody', () => {
    const { runs, steps } = world([sale, read, end]).decide(happens);
    expect(runs).toMatchObject([{ kind: 'run', sandbox: 'prod', version: 'v1', events: { Sale: { percent: 20 } } }]);
    expect(steps).toEqual([]);
    expect(world([sale, read, end]).decide(happens).runs).toEqual(runs);
  });

  it('begins none before the start date or after the end date, and the reason is recorded', () => {
    const before = world([sale, read, end], { startDate: '2027-01-01T00:00:00Z' }).decide(happens);
    const after = world([sale, read, end], { endDate: '2026-01-01T00:00:00Z' }).decide(happens);
    expect([...before.runs, ...after.runs]).toEqual([]);
    expect([...reasons(before), ...reasons(after)]).toEqual(['notStarted', 'ended']);
  });
});

it.each([
  ['reads an audience', [read, end]],
  ['begins with a business event', [sale, read, end]],
  ['begins with entering an audience', [qualified, end]],
])('nobody jumps into a journey that %s', (_what, nodes) => {
  const jump: Input = { v: 1, type: 'jump', id: 'jump', person: ADA, journey: 'J', from: 'v0', payload: {} };
  expect(reasons(world(nodes).decide(jump))).toEqual(['audienceStarted']);
});
