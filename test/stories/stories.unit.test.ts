import { engineStage } from '@waystream/testing';
import { describe, it } from 'vitest';
import { allStories } from './all-stories.js';

describe('on the pure engine', () => {
  for (const { title, world, play } of allStories) {
    it(title, async () => {
      await play(await engineStage(world));
    });
  }
});
