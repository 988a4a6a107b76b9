import type { ContextJson } from '../context-json.js';

/** A shop's context that the tests of the language evaluate in: one event, a profile, its history, a weather service. */
export const SAMPLE_CONTEXT: ContextJson = {
  now: '2026-12-01T10:00:00.000Z',
  timezone: 'Europe/Paris',
  events: {
    Purchase: {
      _id: 'evt-1',
      timestamp: '2026-11-30T09:00:00.000Z',
      amount: 80.5,
      pieces: 3,
      gift: true,
      city: 'Orléans',
      empty: '',
      emoji: '😀a😀',
      code: '{c-17}',
      day: '1990-05-04',
      alarm: '2026-03-29T02:30:00',
      delivery: '2026-12-24T18:30:00.000+01:00',
      nothing: null,
      version: '20.45.2.3434',
      'odd name': 'quoted',
      rain: { '3h': 4.2, '-x': 'dash', '@id': 'at' },
      length: 'a field called length',
      constructor: 'a field called constructor',
      scores: [4, 1, null, 9],
      ratios: [0.5, 2, 1.5],
      colours: ['red', 'green', 'red', null],
      flags: [true, false],
      visits: ['2026-11-30T09:00:00.000Z', '2026-11-01T09:00:00.000+02:00', '2026-12-05T00:00:00Z'],
      matrix: [
        [1, 2],
        [3, 4],
      ],
      none: [],
      identityMap: {
        Email: [{ id: 'ada@example.com', primary: true }, { id: 'ada@work.example' }],
        ECID: [{ id: '77' }],
      },
      consents: { email: { val: 'y' }, push: { val: 'n' } },
      lines: [
        { sku: 'p1', price: 20, stock: 2.5, tags: ['a', 'b'], at: '2026-11-03T00:00:00Z' },
        { sku: 'p2', price: 30, tags: ['c'], at: '2026-11-01T00:00:00Z', maker: { name: 'Bolt' } },
        { sku: 'p3', price: 50, tags: [], at: '2026-11-02T00:00:00+01:00', maker: { name: 'Nut' } },
        { sku: 'p2', price: 31, tags: ['c', 'd'], maker: { name: 'Bolt' } },
      ],
    },
    'My-Event': { x: 1 },
    SegmentQualification: { status: 'realized', timestamp: '2026-12-01T09:59:00Z' },
  },
  dataSources: {
    ExperiencePlatform: {
      Profile: {
        person: { name: { firstName: 'Ada', lastName: 'Snow' } },
        emails: [{ address: 'a@x' }, { address: 'b@x' }],
      },
      History: {
        experienceevent: [
          { _id: 'e3', timestamp: '2026-12-01T08:00:00.000Z', kind: 'view', sku: 'S3', sends: 0, items: [{ n: 1 }] },
          {
            _id: 'e2',
            timestamp: '2026-11-29T08:00:00.000Z',
            kind: 'add',
            sku: 'S2',
            sends: 2,
            items: [{ n: 5 }, { n: 9 }],
          },
          { _id: 'e1', timestamp: '2026-11-01T08:00:00.000Z', kind: 'add', sku: 'S1', sends: 5, items: [] },
        ],
      },
    },
    Weather: { main: { temperature: 31.5, days: [{ high: 30 }, { high: 18 }] } },
  },
  actions: { Push: { messageId: 'm-1', parts: [{ ok: true }, { ok: false }], jo_status: 'http_200' } },
  audiences: ['men over 50'],
  journey: {
    journeyVersion: '1.0',
    profileId: 'ada@example.com',
    namespace: 'Email',
    lastErrorCode: 'capped',
    lastActionExecutionElapsedTime: 120,
  },
};
