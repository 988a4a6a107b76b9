import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const NOW_MS = Date.UTC(2026, 11, 1, 10);
const sandbox = useAuthoring({ clock: { now: () => NOW_MS, wakeAt: () => () => undefined } });

const CONTEXT: JsonObject = {
  now: '2026-01-02T03:04:05.000Z',
  timezone: 'Europe/Paris',
  events: { Order: { total: 80.5, items: 3, vip: true, note: 'x', tokens: ['a', 'b'] } },
  dataSources: { Weather: { main: { temperature: 31.5 } } },
  actions: { SendPush: { messageId: 'abc' } },
  audiences: ['Silver'],
  journey: { journeyVersion: '1.0' },
};

test.each([
  ['@{Order.total} > 80 and @{Order.vip}', 'boolean', true],
  ['#{Weather.main.temperature} + 1.5', 'decimal', 33],
  ['@action{SendPush.messageId}', 'string', 'abc'],
  ['inAudience("Silver")', 'boolean', true],
  ['#{JourneyProperties.journeyVersion}', 'string', '1.0'],
  ['@{Order.tokens}', 'listString', ['a', 'b']],
  ['@{Order.absent}', 'any', null],
  ['now()', 'dateTime', '2026-01-02T03:04:05.000Z'],
])('%s is evaluated on the documents of its context', async (expression, type, value) => {
  const reply = await sandbox('values').post('/expressions/evaluate', { expression, context: CONTEXT });
  expect(reply).toMatchObject({ status: 200 });
  expect(reply.body).toEqual({ type, value });
});

test('What a context leaves out is empty, and the time is the present', async () => {
  const evaluate = (expression: string) => sandbox('defaults').post('/expressions/evaluate', { expression });
  expect((await evaluate('now()')).body).toMatchObject({ value: '2026-12-01T10:00:00.000Z' });
  expect((await evaluate('1 + 1')).body).toEqual({ type: 'integer', value: 2 });
  expect((await evaluate('length(uuid())')).body).toEqual({ type: 'integer', value: 36 });
  expect((await evaluate('random() < 1')).body).toEqual({ type: 'boolean', value: true });
});

test('An evaluation that fails yields null and says why', async () => {
  const reply = await sandbox('failures').post('/expressions/evaluate', {
    expression: 'toInteger(@{Order.note})',
    context: CONTEXT,
  });
  expect(reply).toMatchObject({
    status: 200,
    body: { type: 'integer', value: null, errors: [{ code: 'conversion' }] },
  });
});

test.each([
  ['1 +', 1, 4],
  ['@{Order.total} == true', 1, 16],
  ['@{Nobody.total}', 1, 3],
  ['true and\n 5', 2, 2],
])('%j is refused with line %i and column %i', async (expression, line, column) => {
  const reply = await sandbox('refusals').post('/expressions/evaluate', { expression, context: CONTEXT });
  expect(reply).toMatchObject({
    status: 422,
    type: 'application/problem+json',
    body: { code: 'invalid', errors: [{ line, column, path: 'expression', code: 'expression' }] },
  });
  expect(reply.body.detail).toContain(`line ${line}, column ${column}: `);
});

test('An expression is judged by the place it is meant for', async () => {
  const evaluate = (expects: string) =>
    sandbox('places').post('/expressions/evaluate', { expression: '5', context: CONTEXT, expects });
  expect(await evaluate('integer')).toMatchObject({ status: 200 });
  expect(await evaluate('condition')).toMatchObject({ status: 422 });
  expect(await evaluate('sandwich')).toMatchObject({ status: 422, body: { errors: [{ path: '/expects' }] } });
});

test('A context of the wrong form is refused at its places', async () => {
  const evaluate = (context: JsonObject) =>
    sandbox('contexts').post('/expressions/evaluate', { expression: '1', context });
  expect(await evaluate({ timezone: 'Mars/Olympus' })).toMatchObject({
    body: { errors: [{ path: '/context/timezone' }] },
  });
  expect(await evaluate({ now: 'today' })).toMatchObject({ body: { errors: [{ path: '/context/now' }] } });
  expect(await evaluate({ events: { E: 5 } })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/context/events/E' }] },
  });
  expect(await evaluate({ event: {} })).toMatchObject({
    body: { errors: [{ path: '/context/event', code: 'unknownField' }] },
  });
});

test('An expression is checked in the scope of a journey, without running', async () => {
  const client = sandbox('check');
  await furnishLobby(client);
  const { body } = await client.post('/journeys', greeting());
  const check = (expression: string, expects?: string) =>
    client.post('/expressions/check', {
      expression,
      scope: { journeyVersion: String(body.versionUid) },
      ...(expects !== undefined && { expects }),
    });
  const fine = await check(
    '#{MarltonReservation.Reservation.reservation, params: {id: @{LobbyBeacon.pushToken}}}',
    'condition',
  );
  expect(fine).toMatchObject({
    status: 200,
    body: {
      type: 'boolean',
      errors: [],
      references: {
        events: [{ event: 'LobbyBeacon', path: ['pushToken'] }],
        dataSources: [
          { source: 'MarltonReservation', fieldGroup: 'Reservation', params: { id: '@{LobbyBeacon.pushToken}' } },
        ],
      },
    },
  });
  expect(await check('@{LobbyBeacon.floor}')).toMatchObject({
    status: 200,
    body: { type: null, errors: [{ line: 1, column: 15 }] },
  });
  expect(await check('@{LobbyBeacon.')).toMatchObject({ status: 200, body: { type: null, errors: [{ line: 1 }] } });
  const begun = await client.post('/expressions/check', {
    expression: '@{LobbyBeacon.p',
    scope: { journeyVersion: String(body.versionUid) },
    cursor: 15,
  });
  expect(begun.body.completions).toMatchObject({ items: [{ label: 'pushToken' }] });
  const nowhere = { expression: '1', scope: { journeyVersion: 'nobody' } };
  expect(await client.post('/expressions/check', nowhere)).toMatchObject({ status: 404 });
});

test('An expression is checked on an example of what it will read', async () => {
  const check = (expression: string) =>
    sandbox('example').post('/expressions/check', { expression, scope: { context: CONTEXT } });
  expect(await check('@{Order.items} + 1')).toMatchObject({ body: { type: 'integer', errors: [] } });
  expect(await check('@{Order.items} and true')).toMatchObject({
    body: { type: null, errors: [{ line: 1, column: 1 }] },
  });
  expect(await sandbox('example').post('/expressions/check', { expression: '1' })).toMatchObject({
    body: { type: 'integer' },
  });
});
