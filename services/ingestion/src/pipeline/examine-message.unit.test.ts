import type { JsonObject } from '@waystream/core';
import { createCatalogue, isDefinitionKind } from '@waystream/journey';
import { createLog } from '@waystream/service';
import { createVirtualClock } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { createSandboxDefinitions } from '../definitions/sandbox-definitions.js';
import { anOrder, type Definition, LOBBY } from '../lobby.test.js';
import { type Examined, examineMessage } from './examine-message.js';

const log = createLog({ service: 'ingestion', level: 'silent', clock: createVirtualClock(0) });

describe('The pure part of the pipeline', () => {
  it('makes the same input of the same message', () => {
    expect(examine(anOrder())).toEqual(examine(anOrder()));
  });

  it('goes by the event ID when the address names no event', () => {
    expect(eventsOf(examine(anOrder()))).toEqual(['Ordered']);
    expect(eventsOf(examine(anOrder({ _experience: {} })))).toEqual([]);
  });

  it('goes by the name of the address without an event ID, and holds a rule to its condition all the same', () => {
    const order = anOrder({ _experience: {} });
    expect(eventsOf(examine(order, { event: 'Ordered' }))).toEqual(['Ordered']);
    expect(eventsOf(examine(order, { event: 'BigOrder' }))).toEqual([]);
    expect(eventsOf(examine({ ...order, total: 101 }, { event: 'BigOrder' }))).toEqual(['BigOrder']);
  });

  it('is not led by a definition that was never given an event ID', () => {
    const unminted = { name: 'Unminted', idType: 'systemGenerated', schema: 'order', namespace: 'Email', key: "'x'" };
    const definitions: Definition[] = [...LOBBY, ['event', 'Unminted', unminted]];
    expect(eventsOf(examine(anOrder({ _experience: {} }), { definitions }))).toEqual([]);
  });

  it('leaves out a definition that no longer fits its schema, and goes on with the others', () => {
    const broken = { name: 'Broken', idType: 'ruleBased', schema: 'order', namespace: 'Email', condition: 'true' };
    const definitions: Definition[] = [...LOBBY, ['event', 'Broken', { ...broken, key: '@{Broken.nothing}' }]];
    expect(eventsOf(examine(anOrder(), { definitions }))).toEqual(['Ordered']);
  });

  it('tells of several events in the same order, however the definitions are stored', () => {
    const order = anOrder({ total: 500 });
    expect(eventsOf(examine(order))).toEqual(['BigOrder', 'Ordered']);
    expect(eventsOf(examine(order, { definitions: [...LOBBY].reverse() }))).toEqual(['BigOrder', 'Ordered']);
  });

  it('refuses an event that was asked for by its ID and lacks its key', () => {
    expect(examine(anOrder({ person: '', phone: '+49', note: 'call' }))).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'missingKey' },
    });
  });

  it('passes over a rule that lacks its key while the message is something else as well', () => {
    const examined = examine(anOrder({ note: 'call' }));
    expect(eventsOf(examined)).toEqual(['Ordered']);
    expect(examined).toMatchObject({ leftOut: { reason: 'missingKey' } });
  });

  it('tells what an event is about beside the person, for the definitions that say where it stands', () => {
    const called = {
      idType: 'ruleBased',
      condition: 'true',
      schema: 'order',
      namespace: 'Email',
      key: "'ada@example.com'",
    };
    const supplementalId = { namespace: 'Call', key: '@{Noted.note}' };
    const definitions: Definition[] = [...LOBBY, ['event', 'Noted', { name: 'Noted', ...called, supplementalId }]];
    const inputOf = (examined: Examined) =>
      examined.kind === 'event' ? examined.arrivals.map(({ message }) => JSON.parse(message).supplemental) : [];
    expect(inputOf(examine(anOrder({ note: '4711' }), { definitions }))).toEqual([{ Noted: ['4711'] }]);
    expect(inputOf(examine(anOrder({ note: '' }), { definitions }))).toEqual([{ Noted: [] }]);
    expect(inputOf(examine(anOrder()))).toEqual([undefined]);
  });

  it('takes a number for a key as text', () => {
    const numbered = { name: 'Numbered', idType: 'ruleBased', condition: 'true', schema: 'order', namespace: 'CRMID' };
    const definitions: Definition[] = [...LOBBY, ['event', 'Numbered', { ...numbered, key: '@{Numbered.total}' }]];
    expect(examine(anOrder({ total: 7 }), { definitions })).toMatchObject({
      arrivals: [{ person: 'prod:CRMID:7' }, { person: 'prod:Email:ada@example.com' }],
    });
  });
});

function examine(
  payload: JsonObject,
  { event, definitions = LOBBY }: { event?: string; definitions?: readonly Definition[] } = {},
): Examined {
  const catalogue = createCatalogue();
  for (const [kind, name, document] of definitions) if (isDefinitionKind(kind)) catalogue.set(kind, name, document);
  const sandbox = createSandboxDefinitions('prod', catalogue, log);
  const schema = sandbox.schema('order');
  if (!schema) throw new Error('the lobby has orders');
  const named = event === undefined ? null : (sandbox.event(event)?.event ?? null);
  const text = () => JSON.stringify(payload);
  return examineMessage(
    { refusal: null, definitions: sandbox, schema, payload, named, traceparent: undefined, text },
    0,
  );
}

function eventsOf(examined: Examined): string[] {
  if (examined.kind !== 'event') throw new Error(`it was ${examined.kind}`);
  return examined.arrivals.flatMap(({ message }) => JSON.parse(message).events);
}
