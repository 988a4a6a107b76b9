import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.js';

describe('nearestName', () => {
  const known = ['LobbyBeacon', 'RestaurantBeacon', 'Ordered'];

  it.each([
    ['lobbybeacon', 'LobbyBeacon'],
    ['LobyBeacon', 'LobbyBeacon'],
    ['RestaurantBacon', 'RestaurantBeacon'],
    ['Orderd', 'Ordered'],
  ])('takes %s for %s', (mistyped, meant) => {
    expect(nearestName(mistyped, known)).toBe(meant);
  });

  it('guesses nothing when no name is close', () => {
    expect(nearestName('CartAbandoned', known)).toBeNull();
    expect(nearestName('x', [])).toBeNull();
  });
});
