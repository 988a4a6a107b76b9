import { alternative } from './alternative.js';
import { randomCondition } from './random-expression.js';
import type { Node, Sketch } from './sketch.js';

/** A condition of any kind. */
export function randomBranches(sketch: Sketch, id: string): Node {
  const { chance } = sketch;
  const base = { id, type: 'condition' as const };
  return chance.weigh<() => Node>([
    [4, () => ({ ...base, kind: 'dataSource', ...expressions(sketch), ...otherwise(sketch), ...alternative(sketch) })],
    [1, () => ({ ...base, kind: 'time', paths: [times(sketch)], ...otherwise(sketch) })],
    [1, () => ({ ...base, kind: 'date', paths: [dates(sketch)], ...otherwise(sketch) })],
    [2, () => ({ ...base, kind: 'percentageSplit', paths: shares(sketch) })],
    [1, () => ({ ...base, kind: 'experiment', paths: shares(sketch) })],
    [
      4,
      () => ({
        ...base,
        kind: 'profileCap',
        cap: chance.pick([1, 1, 2]),
        paths: places(sketch),
        ...alternative(sketch),
      }),
    ],
  ])();
}

function expressions(sketch: Sketch) {
  const paths = Array.from({ length: 1 + sketch.chance.below(3) }, (_, index) => ({
    id: `path${index}`,
    expression: randomCondition(sketch),
    next: sketch.path(),
  }));
  return { paths };
}

function times(sketch: Sketch) {
  const hours = sketch.chance.pick([
    { from: '09:00', to: '17:00' },
    { from: '22:00', to: '06:00' },
  ]);
  return { id: 'open', hours, next: sketch.path() };
}

function dates(sketch: Sketch) {
  const range = sketch.chance.pick([
    { from: '2026-03-03' },
    { to: '2026-03-02T18:00' },
    { to: '2026-03-05T00:00:00Z' },
  ]);
  return { id: 'then', ...range, next: sketch.path() };
}

function shares(sketch: Sketch) {
  const first = 10 * (1 + sketch.chance.below(9));
  return [
    { id: 'first', percentage: first, next: sketch.path() },
    { id: 'second', percentage: 100 - first, next: sketch.path() },
  ];
}

function places(sketch: Sketch) {
  return [
    { id: 'within', next: sketch.path() },
    { id: 'beyond', next: sketch.path() },
  ];
}

function otherwise(sketch: Sketch) {
  return sketch.chance.happens(0.6) && { otherwise: { next: sketch.path() } };
}
