import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, type Json } from '@waystream/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run.test.js';

const env = { RESERVATION_URL: 'http://127.0.0.1:8090', DELIVERY_URL: 'http://127.0.0.1:8091' };
const HOTEL = ['-f', 'deploy/sample/config', '--profiles', 'deploy/sample/profiles.ndjson'];
const VISITOR = '15387603463377919107379338578430430814';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystream-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const simulate = (...args: string[]) => run(['simulate', ...HOTEL, ...args], { env });
const EVENING = ['--events', 'deploy/sample/events.ndjson'];

function parsed(text: string) {
  const value: Json = JSON.parse(text);
  if (!isJsonObject(value)) throw new Error(text);
  return value;
}

const CAMPAIGN = `
kind: Audience
name: Silver
namespace: Email
evaluation: uploaded
---
kind: Action
name: Greet
url: https://greet.example/
payload: { text: { variable: { label: Text, type: string } } }
---
kind: Journey
name: Campaign
namespace: Email
entry: read
nodes:
  - { id: read, type: readAudience, audience: Silver, ratePerSecond: 1, schedule: { everyDay: '09:00' }, next: greet }
  - { id: greet, type: action, action: Greet, parameters: { text: "'Hello'" } }
`;

describe('simulating a journey from files', () => {
  it('shows the funnel and what would have been sent', async () => {
    const { exitCode, out, err } = await simulate(...EVENING);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('Marlton lobby, simulated from 2026-05-15T14:00:29.687Z until');
    expect(out).toContain('204 entered · 204 completed · 0 inside now');
    expect(out).toMatch(/↳ member +│ +│ +│ +118 /);
    expect(out).toMatch(/SendEmail +│ Invitation to join +│ 86 /);
    expect(out).not.toContain(VISITOR);
  });

  it('lets stubs answer, and stops where it is told to', async () => {
    const stubs = written('stubs.yaml', 'dataSources: { MarltonReservation: { body: { reservation: true } } }\n');
    const { out } = await simulate(...EVENING, '--stubs', stubs, '--until', 'PT1H', '--json');
    const { journeys, until, refused } = parsed(out);
    expect(journeys).toMatchObject([{ journey: 'Marlton lobby', figures: { entered: expect.any(Number) } }]);
    expect({ until, refused }).toEqual({ until: '2026-05-15T22:25:00.125Z', refused: [] });
    const activities = Array.isArray(journeys) && isJsonObject(journeys[0]) ? journeys[0].activities : [];
    expect(activities).toContainEqual(expect.objectContaining({ id: 'roomRates', entered: 0 }));
    expect(activities).toContainEqual(expect.objectContaining({ id: 'sixHours', waiting: expect.any(Number) }));
  });

  it('tells the way of one person', async () => {
    const { out } = await simulate(...EVENING, '--person', VISITOR);
    expect(out).toContain(`ECID ${VISITOR}`);
    expect(out).toMatch(/14:00:29\.687Z │ roomRates +│ ended → completed │ next /);
    expect((await simulate(...EVENING, '--person', 'nobody')).out).toContain(
      'nothing happened to anybody with the key "nobody"',
    );
  });

  it('lets runs over audiences begin by themselves, from the given time on', async () => {
    const file = written('campaign.yaml', CAMPAIGN);
    const people = [
      { namespace: 'Email', id: 'ada', audiences: ['Silver'] },
      { namespace: 'Email', id: 'bob', audiences: { Silver: 'exited' } },
      { namespace: 'Email', id: 'cyd', audiences: { Silver: 'existing' } },
    ];
    const profiles = written('people.ndjson', people.map((one) => JSON.stringify(one)).join('\n'));
    const span = ['--from', '2026-03-02T12:00:00Z', '--until', 'P2D'];
    const { exitCode, out, err } = await run(['simulate', '-f', file, '--profiles', profiles, ...span, '--json']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(parsed(out).sends).toMatchObject([
      { person: 'ada', at: '2026-03-03T09:00:00.000Z' },
      { person: 'cyd', at: '2026-03-03T09:00:01.000Z' },
      { person: 'ada', at: '2026-03-04T09:00:00.000Z' },
      { person: 'cyd', at: '2026-03-04T09:00:01.000Z' },
    ]);
  });

  it('plays what it can of a recording, and fails with the line and the field of what it cannot', async () => {
    const at = '2026-05-15T14:00:00Z';
    const lines = [
      JSON.stringify({ event: 'LobbyBeacon', person: 'a', at }),
      '{"event": ',
      '',
      JSON.stringify({ event: 'LobbyBeacon', at, payload: {} }),
      JSON.stringify({ event: 'LobbyBeacn', person: 'a', at }),
    ];
    const events = written('broken.ndjson', lines.join('\n'));
    const { exitCode, out, err } = await simulate('--events', events);
    expect(exitCode).toBe(1);
    expect(out).toContain('1 entered');
    expect(err).toContain('3 of 4 records could not be played; the figures leave them out');
    expect(err).toMatch(/line 2: is not valid JSON: /);
    expect(err).toMatch(/line 4, payload.*endUserIDs/);
    expect(err).toMatch(/line 5, event: there is no event "LobbyBeacn"; did you mean "LobbyBeacon"\?/);
  });

  it.each([
    ['a time that is none', [...EVENING, '--until', 'soon'], /neither a duration/],
    ['a journey that is not there', [...EVENING, '--journey', 'Nothing'], /no journey "Nothing"/],
    ['a beginning after the first event', [...EVENING, '--from', '2030-01-01T00:00:00Z'], /--from is after the first/],
    ['an end before the beginning', [...EVENING, '--until', '2020-01-01T00:00:00Z'], /--until is before/],
    ['events that are not there', ['--events', 'nothing.ndjson'], /cannot be read/],
    ['no events at all', [], /--events/],
  ])('is wrongly typed with %s', async (_, args, words) => {
    const { exitCode, err } = await simulate(...args);
    expect(exitCode).toBe(2);
    expect(err).toMatch(words);
  });

  it.each([
    ['stubs', '--stubs', 'actions: { SendPush: { status: 99 } }', /actions\.SendPush\.status: /],
    ['profiles', '--profiles', '{"id": "a"}', /line 1: needs the texts "namespace" and "id"/],
    [
      'audiences',
      '--profiles',
      '{"namespace": "ECID", "id": "a", "audiences": ["X"]}',
      /line 1: audiences: names .* "X"/,
    ],
  ])('refuses flawed %s with the place', async (name, option, content, words) => {
    const { exitCode, err } = await simulate(...EVENING, option, written(`flawed-${name}`, content));
    expect(exitCode).toBe(2);
    expect(err).toMatch(words);
  });

  it('fails for documents with errors, and says which', async () => {
    const file = written(
      'journey.yaml',
      'kind: Journey\nname: J\nnamespace: ECID\nentry: a\nnodes: [{id: a, type: end}]\n',
    );
    const { exitCode, err } = await run(['simulate', '-f', file, ...EVENING]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/Journey J/);
  });
});
