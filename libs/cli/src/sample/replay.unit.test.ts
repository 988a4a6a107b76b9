import { describe, expect, it } from 'vitest';
import { scenesOf } from './replay.js';

describe('a recording by scenes', () => {
  it('keeps the order in which kinds of event began and in which they happened', () => {
    const events = ['Lobby', 'Lobby', 'Restaurant', 'Lobby'].map((event, index) => ({
      event,
      payload: { _id: `${index}` },
    }));
    const scenes = scenesOf(events).map(({ event, events: list }) => [event, list.map(({ payload }) => payload._id)]);
    expect(scenes).toEqual([
      ['Lobby', ['0', '1', '3']],
      ['Restaurant', ['2']],
    ]);
  });
});
