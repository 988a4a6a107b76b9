import { describe, it, onTestFinished } from 'vitest';
import { servicesStage } from '../stages/services-stage.js';
import { allStories } from './all-stories.js';

describe('on the real services', () => {
  for (const { title, world, play } of allStories) {
    it(title, async () => {
      const stage = await servicesStage(world);
      onTestFinished(() => stage.close());
      await play(stage);
    });
  }
});
