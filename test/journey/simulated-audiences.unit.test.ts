import type { JsonObject } from '@waystream/core';
import { createSimulation, type JourneyDocumentInput, type SimulationResult, simulate } from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { aCatalogue, aPlan, timeAt } from './simulation-world.js';

type Nodes = JourneyDocumentInput['nodes'];
type Properties = NonNullable<JourneyDocumentInput['properties']>;
type More = Omit<Parameters<typeof aPlan>[0], 'catalogue' | 'records'>;

const greet = { id: 'greet', type: 'action', action: 'First', parameters: { text: "'hello'" } } as const;
const run = (nodes: Nodes, records: JsonObject[], more: More & { properties?: Properties } = {}) => {
  const { properties = {}, ...given } = more;
  return simulate(aPlan({ catalogue: aCatalogue(aJourney('Campaign', nodes, { properties })), records, ...given }));
};
const sends = ({ sends }: SimulationResult) => sends.map(({ person, at }) => [person, at]);
const figuresOf = ({ journeys }: SimulationResult) => journeys[0]?.figures;

describe('a run over an audience', () => {
  const reads = (more: JsonObject = {}): Nodes => [
    { id: 'read', type: 'readAudience', audience: 'Silver', ratePerSecond: 1, next: 'greet', ...more },
    greet,
  ];
  const silver = (...people: string[]) =>
    Object.fromEntries(people.map((key) => [key, { Silver: 'realized' as const }]));

  it('begins when the version goes live, by itself, and brings each member in once, no faster than its rate', () => {
    const audiences = { ...silver('cyd', 'ada', 'bob'), eve: { Silver: 'exited' as const } };
    expect(sends(run(reads(), [], { audiences }))).toEqual([
      ['ada', timeAt(0)],
      ['bob', timeAt(1)],
      ['cyd', timeAt(2)],
    ]);
  });

  it('keeps to its rate when it brings many at once', () => {
    const people = Array.from({ length: 250 }, (_, index) => `p${index}`);
    const result = run(reads({ ratePerSecond: 100 }), [], { audiences: silver(...people) });
    const within = (seconds: number) => result.sends.filter(({ at }) => at < timeAt(seconds)).length;
    expect([within(1), within(2), within(3)]).toEqual([100, 200, 250]);
  });

  it('brings those who are members when their turn comes', () => {
    const move = (person: string, status: string, seconds: number) => {
      return { audience: 'Silver', person, status, at: timeAt(seconds) };
    };
    const records = [move('bob', 'exited', 0.5), move('dan', 'realized', 1.5), move('aaron', 'realized', 1.5)];
    const result = run(reads(), records, { from: timeAt(0), audiences: silver('ada', 'bob', 'cyd') });
    expect(result.sends.map(({ person }) => person)).toEqual(['ada', 'cyd', 'dan']);
  });

  it('comes every day at the time of the journey’s clocks, also when they change', () => {
    const result = run(reads({ schedule: { everyDay: '08:00' } }), [], {
      audiences: silver('ada'),
      properties: { timezone: 'Europe/Paris' },
      from: '2026-03-27T12:00:00Z',
      until: '2026-03-30T12:00:00Z',
    });
    expect(sends(result)).toEqual([
      ['ada', '2026-03-28T07:00:00.000Z'],
      ['ada', '2026-03-29T06:00:00.000Z'],
      ['ada', '2026-03-30T06:00:00.000Z'],
    ]);
  });

  it('comes every so often from the start date until the end date', () => {
    const properties = { startDate: '2026-02-01T00:00:00Z', endDate: '2026-02-03T00:00:00Z' };
    const result = run(reads({ schedule: { every: 'PT20H' } }), [], {
      audiences: silver('ada'),
      properties,
      until: 'P60D',
    });
    expect(sends(result)).toEqual([
      ['ada', '2026-02-01T00:00:00.000Z'],
      ['ada', '2026-02-01T20:00:00.000Z'],
      ['ada', '2026-02-02T16:00:00.000Z'],
    ]);
    expect(figuresOf(result)).toMatchObject({ entered: 3, discarded: {} });
  });

  it('takes nobody in any more when the version ends while it is under way', () => {
    const properties = { endDate: timeAt(2) };
    const result = run(reads(), [], { audiences: silver('ada', 'bob', 'cyd', 'dan'), properties });
    expect(figuresOf(result)).toMatchObject({ entered: 2, discarded: {} });
  });

  it('leaves those out who are inside, with the reason', () => {
    const nodes: Nodes = [
      { id: 'read', type: 'readAudience', audience: 'Silver', schedule: { every: 'PT1H' }, next: 'day' },
      { id: 'day', type: 'wait', duration: 'P1D' },
    ];
    const result = run(nodes, [], { audiences: silver('ada'), until: 'PT2H' });
    expect(figuresOf(result)).toMatchObject({ entered: 1, discarded: { alreadyInside: 2 } });
  });

  it('lets in those of a recording beside it', () => {
    const records = [{ enter: 'Campaign', person: 'zoe', at: timeAt(5) }];
    expect(sends(run(reads(), records, { from: timeAt(0), audiences: silver('ada') }))).toEqual([
      ['ada', timeAt(0)],
      ['zoe', timeAt(5)],
    ]);
  });
});

describe('a business event', () => {
  const sale = (percent: number, seconds: number): JsonObject => {
    return { event: 'Sale', at: timeAt(seconds), payload: { percent } };
  };
  const nodes: Nodes = [
    { id: 'sale', type: 'event', event: 'Sale', next: 'read' },
    { id: 'read', type: 'readAudience', audience: 'Silver', next: 'tell' },
    { id: 'tell', type: 'action', action: 'First', parameters: { text: 'toString(@{Sale.percent})' } },
  ];
  const audiences = { ada: { Silver: 'existing' }, bob: { Silver: 'realized' } } as const;

  it('begins a run each time, with what it said, and is on nobody’s way', () => {
    const result = run(nodes, [sale(20, 0), sale(30, 60)], { audiences });
    expect(result.sends.map(({ person, parameters }) => [person, parameters.text])).toEqual([
      ['ada', '20'],
      ['bob', '20'],
      ['ada', '30'],
      ['bob', '30'],
    ]);
    expect(result.people.map(({ person, namespace }) => [person, namespace])).toEqual([
      ['ada', 'Email'],
      ['bob', 'Email'],
    ]);
  });

  it('that comes before the start date is refused, with the reason', () => {
    const result = run(nodes, [sale(20, 0)], { audiences, properties: { startDate: timeAt(60) } });
    expect(figuresOf(result)).toMatchObject({ entered: 0, discarded: { notStarted: 1 } });
    expect(result.people).toEqual([]);
  });
});

describe('a streaming audience', () => {
  const enters = (behaviour: 'enter' | 'exit'): Nodes => [
    { id: 'gold', type: 'audienceQualification', audience: 'Gold', behaviour, next: 'greet' },
    greet,
  ];
  const becomes = (person: string, tier: string, seconds: number): JsonObject => {
    return { profile: { tier }, person, at: timeAt(seconds) };
  };
  const profiles = { ada: { tier: 'gold' }, bob: { tier: 'silver' } };

  it('is entered with a change of the profile; who was inside before and stays does not enter', () => {
    const records = [
      becomes('ada', 'gold', 0),
      becomes('bob', 'gold', 10),
      becomes('bob', 'gold', 20),
      becomes('cyd', 'gold', 30),
    ];
    expect(sends(run(enters('enter'), records, { profiles }))).toEqual([
      ['bob', timeAt(10)],
      ['cyd', timeAt(30)],
    ]);
  });

  it('is left with a change of the profile', () => {
    const records = [becomes('ada', 'silver', 10), becomes('bob', 'bronze', 20)];
    expect(sends(run(enters('exit'), records, { profiles }))).toEqual([['ada', timeAt(10)]]);
  });

  it('is entered by what the journey itself writes, before the next activity', () => {
    const nodes: Nodes = [
      { id: 'cart', type: 'event', event: 'Cart', next: 'promote' },
      { id: 'promote', type: 'updateProfile', field: 'tier', value: "'gold'", next: 'gold' },
      {
        id: 'gold',
        type: 'audienceQualification',
        audience: 'Gold',
        behaviour: 'enter',
        timeout: { duration: 'P1D', next: 'member' },
        next: 'member',
      },
      { id: 'member', type: 'condition', paths: [{ id: 'yes', expression: "inAudience('Gold')" }], otherwise: {} },
    ];
    const records = ['ada', 'bob'].map((person) => ({ event: 'Cart', person, at: timeAt(0) }));
    const { people } = run(nodes, records, { profiles });
    const ways = people.map(({ person, steps }) => [person, ...steps.slice(2).map(({ at, path }) => [at, path])]);
    expect(ways).toEqual([
      ['ada', [timeAt(86_400), 'timeout'], [timeAt(86_400), 'yes']],
      ['bob', [timeAt(0), 'next'], [timeAt(0), 'yes']],
    ]);
  });

  it('is read by a run as it is at that moment', () => {
    const nodes: Nodes = [
      { id: 'read', type: 'readAudience', audience: 'Gold', schedule: { at: timeAt(60) }, next: 'greet' },
      greet,
    ];
    const records = [becomes('ada', 'bronze', 30), becomes('bob', 'gold', 40), becomes('cyd', 'gold', 90)];
    expect(sends(run(nodes, records, { profiles }))).toEqual([['bob', timeAt(60)]]);
  });

  it('counts by the profile, whatever was said of the person', () => {
    const nodes: Nodes = [{ id: 'read', type: 'readAudience', audience: 'Gold', next: 'greet' }, greet];
    const audiences = { bob: { Gold: 'realized' }, cyd: { Gold: 'realized' } } as const;
    expect(run(nodes, [], { profiles, audiences }).sends.map(({ person }) => person)).toEqual(['ada', 'cyd']);
  });
});

describe('a recorded membership', () => {
  const told = (person: string, status: string, seconds: number): JsonObject => {
    return { audience: 'Silver', person, status, at: timeAt(seconds) };
  };
  const both: Nodes = [
    { id: 'silver', type: 'audienceQualification', audience: 'Silver', behaviour: 'both', next: 'greet' },
    greet,
  ];

  it('is news once', () => {
    const audiences = { ada: { Silver: 'realized' } } as const;
    const records = [
      told('ada', 'realized', 0),
      told('bob', 'realized', 1),
      told('bob', 'realized', 2),
      told('bob', 'exited', 3),
    ];
    expect(sends(run(both, records, { audiences }))).toEqual([
      ['bob', timeAt(1)],
      ['bob', timeAt(3)],
    ]);
  });

  it('may be that somebody leaves of whom nothing was known', () => {
    expect(sends(run(both, [told('ada', 'exited', 0), told('ada', 'exited', 1)]))).toEqual([['ada', timeAt(0)]]);
  });
});

it('a simulation with audiences gives the same in one go and in small parts', () => {
  const nodes: Nodes = [
    {
      id: 'read',
      type: 'readAudience',
      audience: 'Gold',
      schedule: { every: 'PT1M' },
      ratePerSecond: 20,
      next: 'demote',
    },
    { id: 'demote', type: 'updateProfile', field: 'tier', value: "'silver'" },
  ];
  const people = Array.from(
    { length: 100 },
    (_, index) => [`p${index}`, { tier: index % 3 ? 'gold' : 'silver' }] as const,
  );
  const records = people.map(([person], index) => ({ profile: { tier: 'gold' }, person, at: timeAt(index) }));
  const catalogue = aCatalogue(aJourney('Campaign', nodes));
  const plan = aPlan({ catalogue, records, profiles: Object.fromEntries(people), until: 'PT10M' });
  const inParts = createSimulation(plan);
  while (inParts.proceed(1));
  expect(inParts.result()).toEqual(simulate(plan));
  expect(figuresOf(inParts.result())).toMatchObject({ entered: 166, current: 0 });
});
