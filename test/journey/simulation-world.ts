import type { JsonObject } from '@waystream/core';
import {
  createCatalogue,
  createRecordReader,
  type EditableCatalogue,
  type JourneyDocumentInput,
  type Memberships,
  personId,
  type Recorded,
  type SimulationPlan,
  simulatedVersions,
  simulationSpan,
  stubs,
} from '@waystream/journey';
import { anAction, anEvent } from '@waystream/testing';

export const START = Date.UTC(2026, 0, 1, 9);

/** A time so many seconds after the start. */
export const timeAt = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

/**
 * Events `Cart {total}` and `Order {id}`, the business event `Sale {percent}`, the actions `First` and `Second {text}`,
 * the uploaded audience `Silver`, the streaming audience `Gold` of those whose tier is gold, and the journeys, as drafts.
 */
export function aCatalogue(...journeys: JourneyDocumentInput[]): EditableCatalogue {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of [
    anEvent('Cart', { total: 'number' }),
    anEvent('Order', { id: 'string' }),
  ]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  const sale = { type: 'object', properties: { percent: { type: 'number' } }, required: ['percent'] };
  catalogue.set('schema', 'SaleSchema', { name: 'SaleSchema', class: 'experienceEvent', schema: sale });
  const business = { name: 'Sale', type: 'business', idType: 'systemGenerated', schema: 'SaleSchema' };
  catalogue.set('event', 'Sale', business);
  for (const name of ['First', 'Second']) catalogue.set('action', name, anAction(name, ['text']));
  catalogue.set('dataSource', 'Weather', { name: 'Weather', url: 'http://endpoint/weather' });
  const answers = { name: 'Now', responsePayload: { sunny: true }, dataSource: 'Weather', source: 'external' };
  catalogue.set('fieldGroup', 'Weather.Now', answers);
  const tier = { name: 'Tier', source: 'profile', fields: ['tier'], dataSource: 'ExperiencePlatform' };
  catalogue.set('fieldGroup', 'ExperiencePlatform.Tier', tier);
  const gold = '#{ExperiencePlatform.Tier.tier} == "gold"';
  for (const [name, how] of Object.entries({
    Silver: { evaluation: 'uploaded' },
    Gold: { evaluation: 'streaming', expression: gold },
  })) {
    catalogue.set('audience', name, { name, namespace: 'Email', ...how });
  }
  for (const document of journeys) {
    const record = { uid: `${document.name}-1`, journeyUid: document.name, version: 1, status: 'draft', document };
    catalogue.set('version', record.uid, { ...record, createdAt: timeAt(0), modifiedAt: timeAt(0) });
  }
  return catalogue;
}

interface Given {
  catalogue: EditableCatalogue;
  records: JsonObject[];
  profiles?: Record<string, JsonObject>;
  audiences?: Record<string, Memberships>;
  stubs?: JsonObject;
  from?: string;
  until?: string;
  seed?: string;
}

/** A plan for the first journey of a catalogue. Every record must be readable. */
export function aPlan({
  catalogue,
  records,
  profiles = {},
  audiences = {},
  from,
  until,
  seed,
  ...given
}: Given): SimulationPlan {
  const [uid = ''] = catalogue.versions.keys();
  const versions = simulatedVersions(catalogue, [uid]);
  const read = createRecordReader({ catalogue, versions, sandbox: 'prod' });
  const events = records.flatMap((record): readonly Recorded[] => {
    const { recorded, flaws } = read(record);
    if (!recorded) throw new Error(flaws[0]?.message);
    return recorded;
  });
  const byPerson = <Value>(given: Record<string, Value>) =>
    new Map(
      Object.entries(given).map(([key, value]) => [personId({ sandbox: 'prod', namespace: 'Email', key }), value]),
    );
  const { span, flaw } = simulationSpan({ from, until }, events, START);
  if (!span) throw new Error(flaw.message);
  return {
    versions,
    catalogue,
    events,
    profiles: byPerson(profiles),
    audiences: byPerson(audiences),
    stubs: stubs.parse(given.stubs ?? {}),
    from: span.from,
    until: span.until,
    ...(seed !== undefined && { seed }),
  };
}
