import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../failure.js';
import { readDocuments } from './read-documents.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystream-documents-'));
  mkdirSync(join(folder, 'more'));
  writeFileSync(
    join(folder, 'all.yaml'),
    [
      '# an event and what it needs',
      'kind: Event',
      'name: Order',
      '---',
      'kind: Schema',
      'name: order',
      '---',
      'kind: FieldGroup',
      'dataSource: Shop',
      'name: Cart',
      'method: GET',
    ].join('\n'),
  );
  const journey = { kind: 'Journey', name: 'J', publish: true, entry: `\${ENTRY}` };
  writeFileSync(join(folder, 'more', 'journey.json'), JSON.stringify(journey));
  writeFileSync(join(folder, 'more', 'notes.txt'), 'kind: Nothing');
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (paths: string[], env: Record<string, string> = { ENTRY: 'start' }) =>
  readDocuments(paths, { cwd: folder, env });

async function flawsOf(text: string): Promise<readonly string[]> {
  const file = join(folder, `flawed-${Math.abs(text.length)}.yml`);
  writeFileSync(file, text);
  const error = await read([file]).catch((failure: unknown) => failure);
  rmSync(file);
  return error instanceof Failure ? error.details : [];
}

describe('configuration files', () => {
  it('are read from files and from folders, in the order in which they can be applied', async () => {
    const documents = await read(['all.yaml', 'more']);
    expect(documents.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Schema order',
      'FieldGroup Cart',
      'Event Order',
      'Journey J',
    ]);
  });

  it('lose only what belongs to the file: the kind, the wish to publish, the data source of a field group', async () => {
    const [, group, , journey] = await read(['all.yaml', 'more']);
    expect(group).toMatchObject({ content: { name: 'Cart', method: 'GET' }, dataSource: 'Shop', publish: false });
    expect(journey).toMatchObject({ content: { name: 'J', entry: 'start' }, publish: true });
  });

  it('tell where each document begins', async () => {
    const documents = await read(['all.yaml']);
    expect(documents.map(({ place }) => place)).toEqual(['all.yaml:5', 'all.yaml:8', 'all.yaml:2']);
  });

  it.each([
    ['no YAML', 'kind: [Event', /line 1, column \d+/],
    ['no object', '- a\n- b', /must be an object/],
    ['of an unknown kind', 'kind: Evnt\nname: x', /must be one of Schema, .* not "Evnt"/],
    ['without a name', 'kind: Event', /the Event needs the text "name"/],
    ['a field group of nothing', 'kind: FieldGroup\nname: x', /needs the text "dataSource"/],
    ['published but no journey', 'kind: Event\nname: x\npublish: true', /only a Journey/],
    ['full of variables that nobody set', `kind: Event\nname: \${NOWHERE}`, /variable NOWHERE is not set/],
  ])('are refused with file and line when a document is %s', async (_, text, message) => {
    const flaws = await flawsOf(text);
    expect(flaws.join('\n')).toMatch(message);
    expect(flaws.join('\n')).toMatch(/^flawed-\d+\.yml/);
  });

  it('must exist', async () => {
    await expect(read(['nowhere'])).rejects.toThrow('There is no file or folder nowhere');
    await expect(read(['more/notes.txt'])).rejects.toThrow();
  });
});
