import type { JourneyDocumentInput } from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { liveWorld } from './live-world.js';

const PEOPLE = Array.from({ length: 10_000 }, (_, index) => `person-${index}@example.com`);
const parts = { a: 50, b: 33.5, c: 16.5 };
const paths = Object.entries(parts).map(([id, percentage]) => ({ id, percentage }));

function dividing(kind: 'percentageSplit' | 'experiment', ...ids: string[]): JourneyDocumentInput {
  const [first = ''] = ids;
  return aJourney('Dividing', [
    { id: 'cart', type: 'event', event: 'Cart', next: first },
    ...ids.map((id, index) => ({
      id,
      type: 'condition' as const,
      kind,
      paths: paths.map((path) => ({ ...path, ...(index + 1 < ids.length && { next: ids[index + 1] }) })),
    })),
  ]);
}

/** Person → the paths they take through the given version. */
function waysThrough(journeys: JourneyDocumentInput[], people: readonly string[], version = 0) {
  const world = liveWorld(...journeys);
  for (const [index] of journeys.entries()) {
    if (index !== version) world.changes(`v${index + 1}`, { status: 'closed' });
  }
  return people.map((person) => {
    const { steps } = world.sends(person, 'Cart');
    return steps.filter(({ nodeType }) => nodeType === 'condition').map(({ path }) => path);
  });
}

describe.each(['percentageSplit', 'experiment'] as const)('a %s', (kind) => {
  it('gives each path its share of ten thousand people, within 1.5 percentage points', () => {
    const ways = waysThrough([dividing(kind, 'split')], PEOPLE);
    for (const [id, percentage] of Object.entries(parts)) {
      const share = (ways.filter(([path]) => path === id).length / PEOPLE.length) * 100;
      expect(Math.abs(share - percentage)).toBeLessThan(1.5);
    }
  });

  it('is independent of another one on the same way', () => {
    const ways = waysThrough([dividing(kind, 'one', 'two')], PEOPLE);
    const both = ways.filter(([one, two]) => one === 'a' && two === 'a');
    expect(Math.abs((both.length / PEOPLE.length) * 100 - 25)).toBeLessThan(1.5);
  });

  it('takes a person along the same path at every entrance', () => {
    const people = PEOPLE.slice(0, 200);
    const [once, again] = [
      waysThrough([dividing(kind, 'split')], people),
      waysThrough([dividing(kind, 'split')], people),
    ];
    expect(again).toEqual(once);
  });
});

describe('over two versions of a journey', () => {
  const people = PEOPLE.slice(0, 1_000);
  const same = (kind: 'percentageSplit' | 'experiment') => {
    const versions = [dividing(kind, 'split'), dividing(kind, 'split')];
    const [first, second] = [waysThrough(versions, people, 0), waysThrough(versions, people, 1)];
    return first.filter(([path], index) => path === second[index]?.[0]).length;
  };

  it('a person keeps the treatment of an experiment', () => {
    expect(same('experiment')).toBe(people.length);
  });

  it('a percentage split divides people anew', () => {
    expect(same('percentageSplit')).toBeLessThan(600);
  });
});

describe('in test mode', () => {
  it.each(['percentageSplit', 'experiment'] as const)('everybody takes the top path of a %s', (kind) => {
    const world = liveWorld(dividing(kind, 'split'));
    world.changes('v1', { status: 'test', test: { session: 's', waitMs: 10_000, startedAt: '2026-03-01T00:00:00Z' } });
    for (const person of PEOPLE.slice(0, 20)) {
      const [admission] = world.sends(person, 'Cart').requests;
      const { steps } = world.answers(admission, { response: { granted: true } });
      expect(steps.at(-1)).toMatchObject({ node: 'split', path: 'a' });
    }
  });
});
