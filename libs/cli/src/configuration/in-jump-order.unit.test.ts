import { describe, expect, it } from 'vitest';
import type { ConfigDocument } from './config-document.js';
import { inJumpOrder } from './in-jump-order.js';

const place = 'file.yaml:1';
const event: ConfigDocument = { kind: 'Event', name: 'Cart', content: {}, publish: false, place };

function journey(name: string, ...targets: string[]): ConfigDocument {
  const jumps = targets.map((target, index) => {
    return { id: `jump${index}`, type: 'jump', journey: target, next: `jump${index + 1}` };
  });
  const end = { id: `jump${targets.length}`, type: 'end', label: 'Done' };
  const nodes = [{ id: 'cart', type: 'event', event: 'Cart', next: 'jump0' }, ...jumps, end];
  return { kind: 'Journey', name, content: { name, namespace: 'Email', entry: 'cart', nodes }, publish: true, place };
}

const names = (...documents: ConfigDocument[]) => inJumpOrder(documents).map(({ name }) => name);

describe('the order in which journeys are applied', () => {
  it('puts what a journey jumps to before it, over any number of jumps', () => {
    expect(names(event, journey('A', 'B'), journey('B', 'D', 'C'), journey('C'), journey('D', 'C'))).toEqual([
      ...['Cart', 'C', 'D', 'B', 'A'],
    ]);
  });

  it('is that of the files where no jump says otherwise', () => {
    expect(names(event, journey('B'), journey('A'), journey('C', 'Elsewhere'))).toEqual(['Cart', 'B', 'A', 'C']);
  });

  it('holds every document once, also when jumps lead in a circle', () => {
    expect(names(journey('A', 'B'), journey('B', 'A'), journey('C', 'C')).sort()).toEqual(['A', 'B', 'C']);
  });
});
