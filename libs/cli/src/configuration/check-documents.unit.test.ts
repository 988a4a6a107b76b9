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

  it('show a field group whose data source is not among them', () => {
    const found = findings(sample.filter(({ name }) => name !== 'MarltonReservation'));
    expect(found).toContain('FieldGroup MarltonReservation.Reservation dataSource unknownDataSource');
  });
});
