import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDocuments } from './check-documents.js';
import type { ConfigDocument } from './config-document.js';
import { readDocuments } from './read-documents.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const env = { RESERVATION_URL: 'http://127.0.0.1:8090', DELIVERY_URL: 'http://127.0.0.1:8091' };
let sample: ConfigDocument[];

beforeAll(async () => {
  sample = await readDocuments(['deploy/sample/config'], { cwd: root, env });
});

const findings = (documents: ConfigDocument[]) =>
  checkDocuments(documents).map(({ title, path, code }) => `${title} ${path} ${code}`);
const changed = (name: string, change: object) =>
  sample.map((one) => (one.name === name ? { ...one, content: { ...one.content, ...change } } : one));

describe('documents checked among themselves', () => {
  it('are faultless in the sample', () => {
    expect(findings(sample)).toEqual([]);
  });

  it('show a wrong form with its field', () => {
    expect(findings(changed('SendPush', { url: 'push' }))).toContain('Action SendPush url invalid_format');
  });

  it('show a journey that refers to something missing, with the activity', () => {
    const found = findings(sample.filter(({ name }) => name !== 'SendEmail'));
    expect(found).toEqual(['Journey Marlton lobby joinEmail/action ERR_ACTION_UNKNOWN']);
  });

  it('show an event whose key is no field of its schema', () => {
    const found = findings(changed('LobbyBeacon', { key: '@{LobbyBeacon.nobody}' }));
    expect(found).toEqual(['Event LobbyBeacon key expression']);
  });

  it('show an audience that cannot be judged, and a journey about one that is missing', () => {
    const [lobby] = sample.filter(({ kind }) => kind === 'Journey');
    if (!lobby) throw new Error('the sample has no journey');
    const content = { name: 'Gold', namespace: 'ECID', evaluation: 'streaming', expression: '1 + 1' };
    const gold: ConfigDocument = { ...lobby, kind: 'Audience', name: 'Gold', content };
    expect(findings([...sample, gold])).toEqual(['Audience Gold expression expression']);
    const leaving = changed(lobby.name, { properties: { exitCriteria: [{ audience: 'Silver' }] } });
    expect(findings(leaving)).toEqual([
      'Journey Marlton lobby properties.exitCriteria[0].audience ERR_AUDIENCE_UNKNOWN',
    ]);
  });

  it('may jump into each other, and show a jump to a journey that is not among them', () => {
    const [lobby] = sample.filter(({ kind }) => kind === 'Journey');
    if (!lobby) throw new Error('the sample has no journey');
    const jumping = (journey: string): ConfigDocument => {
      const entry = { id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'jump' };
      const parameters = { 'endUserIDs._experience.mcid.id': '@{LobbyBeacon.endUserIDs._experience.mcid.id}' };
      const nodes = [entry, { id: 'jump', type: 'jump', journey, parameters }];
      return { ...lobby, name: 'Jumping', content: { name: 'Jumping', namespace: 'ECID', entry: 'lobby', nodes } };
    };
    expect(findings([...sample, jumping(lobby.name)])).toEqual([]);
    expect(findings([...sample, jumping('Elsewhere')])).toEqual(['Journey Jumping jump/journey ERR_JUMP_UNKNOWN']);
  });

  it('show a field group whose data source is not among them', () => {
    const found = findings(sample.filter(({ name }) => name !== 'MarltonReservation'));
    expect(found).toContain('FieldGroup MarltonReservation.Reservation dataSource unknownDataSource');
  });
});
