import type { StepEvent } from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { liveWorld, NOW } from './live-world.js';

const cart = { id: 'cart', type: 'event' as const, event: 'Cart', next: 'way' };
const done = { id: 'done', type: 'end' as const, label: 'Done' };
const deciding = (more: object, properties: object = {}) => {
  const nodes = [cart, { id: 'way', type: 'condition', ...more }, done];
  return { ...aJourney('Deciding', [cart]), nodes, properties };
};
const lastOf = (steps: StepEvent[]) => {
  const step = steps.findLast(({ node }) => node === 'way');
  return step && [step.status, step.path, step.code, step.ending];
};

describe('a condition over data', () => {
  const number = { id: 'many', expression: 'toInteger(@{Cart.note}) > 3' };
  const outcome = (more: object, note: string) =>
    lastOf(liveWorld(deciding(more)).sends('ada', 'Cart', { note }).steps);

  it('takes the alternative path when data could not be converted and no path is true', () => {
    expect(outcome({ paths: [number], onError: { next: 'done' } }, 'many')).toEqual([
      'error',
      'error',
      'evaluation',
      null,
    ]);
  });

  it('takes a path that is true whatever could not be converted above it', () => {
    const paths = [number, { id: 'any', expression: 'true' }];
    expect(outcome({ paths, onError: { next: 'done' } }, 'many')).toEqual(['ended', 'any', null, 'completed']);
  });

  it('takes the path for other cases when there is no alternative path', () => {
    expect(outcome({ paths: [number], otherwise: { next: 'done' } }, 'many')?.[1]).toBe('otherwise');
  });

  it('takes the path for other cases when every expression could be worked out', () => {
    const more = { paths: [number], otherwise: { next: 'done' }, onError: { next: 'done' } };
    expect(outcome(more, '2')?.[1]).toBe('otherwise');
    expect(outcome(more, '4')?.[1]).toBe('many');
  });
});

describe('a condition over data of another system', () => {
  it.each(['toString(now())', 'uuid()', 'toString(random())'])(
    'asks once, and reads the answer, when a parameter is %s',
    (parameter) => {
      const expression = `#{Forecast.day.celsius, params: {at: ${parameter}}} > 20 and random() >= 0`;
      const world = liveWorld(deciding({ paths: [{ id: 'warm', expression }], otherwise: {} }));
      const [request] = world.sends('ada', 'Cart').requests;
      const { steps, requests } = world.answers(request, { groups: [{ data: { celsius: 25 } }] }, NOW + 250);
      expect(requests).toEqual([]);
      expect(lastOf(steps)?.[1]).toBe('warm');
    },
  );
});

describe('a condition over dates', () => {
  const paths = [
    { id: 'sale', from: '2026-03-02', to: '2026-03-03' },
    { id: 'later', from: '2026-03-03' },
  ];
  const pathAt = (time: string, timezone: string) => {
    const world = liveWorld(deciding({ kind: 'date', paths }, { timezone }));
    return lastOf(world.sends('ada', 'Cart', {}, Date.parse(time)).steps)?.[1];
  };

  it('counts the first moment of a range and not its last', () => {
    const times = ['2026-03-01T23:59:59.999Z', '2026-03-02T00:00Z', '2026-03-02T23:59:59.999Z', '2026-03-03T00:00Z'];
    expect(times.map((time) => pathAt(time, 'UTC'))).toEqual([null, 'sale', 'sale', 'later']);
  });

  it('counts days as the zone of the journey has them', () => {
    expect(pathAt('2026-03-01T16:00:00Z', 'Asia/Tokyo')).toBe('sale');
    expect(pathAt('2026-03-02T15:00:00Z', 'Asia/Tokyo')).toBe('later');
  });
});

describe('a cap', () => {
  const paths = [{ id: 'gift' }, { id: 'none' }];
  const asked = (more: object = {}) => {
    const world = liveWorld(deciding({ kind: 'profileCap', cap: 2, paths, ...more }));
    const [request] = world.sends('ada', 'Cart').requests;
    return { world, request };
  };

  it('asks for one of its places and goes by the answer', () => {
    const { world, request } = asked();
    expect(request).toMatchObject({ kind: 'reserve', most: 2, node: 'way', version: 'v1' });
    expect(lastOf(world.answers(request, { response: { granted: true } }).steps)?.[1]).toBe('gift');
  });

  it('sends on by the second path whoever got no place', () => {
    const { world, request } = asked();
    expect(lastOf(world.answers(request, { response: { granted: false } }).steps)?.[1]).toBe('none');
  });

  it('fails when nobody can say whether there is a place', () => {
    const { world, request } = asked();
    expect(lastOf(world.answers(request, { failure: 'timeout' }).steps)).toEqual([
      'timedout',
      null,
      'timeout',
      'failed',
    ]);
  });

  it('leads to the alternative path when nobody can say whether there is a place', () => {
    const { world, request } = asked({ onError: { next: 'done' } });
    expect(lastOf(world.answers(request, { failure: 'timeout' }).steps)?.[1]).toBe('error');
  });

  it('offers what happens meanwhile to the next activity that waits for it', () => {
    const journey = deciding({ kind: 'profileCap', cap: 1, paths: [{ id: 'gift', next: 'order' }, { id: 'none' }] });
    const order = { id: 'order', type: 'event', event: 'Order', next: 'done' };
    const world = liveWorld({ ...journey, nodes: [...journey.nodes, order] });
    const [request] = world.sends('ada', 'Cart').requests;
    world.sends('ada', 'Order');
    const { steps } = world.answers(request, { response: { granted: true } }, NOW + 5);
    expect(steps.at(-1)).toMatchObject({ node: 'done', ending: 'completed' });
  });
});
