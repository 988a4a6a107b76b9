import type { JsonObject } from '@waystream/core';
import {
  createCatalogue,
  createRecordReader,
  type EditableCatalogue,
  endOfSimulation,
  type JourneyDocumentInput,
  personId,
  type Recorded,
  type SimulationPlan,
  simulatedVersions,
  stubs,
} from '@waystream/journey';
import { anAction, anEvent } from '@waystream/testing';

export const START = Date.UTC(2026, 0, 1, 9);

/** A time so many seconds after the start. */
export const timeAt = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

/** Events `Cart {total}` and `Order {id}`, the actions `First` and `Second {text}`, and the journeys, as drafts. */
export function aCatalogue(...journeys: JourneyDocumentInput[]): EditableCatalogue {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of [
    anEvent('Cart', { total: 'number' }),
    anEvent('Order', { id: 'string' }),
  ]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  for (const name of ['First', 'Second']) catalogue.set('action', name, anAction(name, ['text']));
  catalogue.set('dataSource', 'Weather', { name: 'Weather', url: 'http://endpoint/weather' });
  const answers = { name: 'Now', responsePayload: { sunny: true }, dataSource: 'Weather', source: 'external' };
  catalogue.set('fieldGroup', 'Weather.Now', answers);
  const tier = { name: 'Tier', source: 'profile', fields: ['tier'], dataSource: 'ExperiencePlatform' };
  catalogue.set('fieldGroup', 'ExperiencePlatform.Tier', tier);
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
  stubs?: JsonObject;
  until?: string;
  seed?: string;
}

/** A plan for the first journey of a catalogue. Every record must be readable. */
export function aPlan({ catalogue, records, profiles = {}, until, seed, ...given }: Given): SimulationPlan {
  const [uid = ''] = catalogue.versions.keys();
  const versions = simulatedVersions(catalogue, [uid]);
  const read = createRecordReader({ catalogue, versions, sandbox: 'prod' });
  const events = records.flatMap((record): readonly Recorded[] => {
    const { recorded, flaws } = read(record);
    if (!recorded) throw new Error(flaws[0]?.message);
    return recorded;
  });
  const known = Object.entries(profiles).map(([key, attributes]) => {
    return [personId({ sandbox: 'prod', namespace: 'Email', key }), attributes] as const;
  });
  return {
    versions,
    catalogue,
    events,
    profiles: new Map(known),
    stubs: stubs.parse(given.stubs ?? {}),
    until: endOfSimulation(until, events) ?? 0,
    ...(seed !== undefined && { seed }),
  };
}
