import { describe, it, onTestFinished } from 'vitest';
import { servicesStage } from '../stages/services-stage.js';
import { stories } from './stories.js';

describe('on the real services', () => {
  for (const { title, world, play } of stories) {
    it(title, async () => {
      const stage = await servicesStage(world);
      onTestFinished(() => stage.close());
      await play(stage);
    });
  }
});
