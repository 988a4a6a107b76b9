import { engineStage } from '@waystream/testing';
import { describe, it } from 'vitest';
import { stories } from './stories.js';

describe('on the pure engine', () => {
  for (const { title, world, play } of stories) {
    it(title, async () => {
      await play(await engineStage(world));
    });
  }
});
