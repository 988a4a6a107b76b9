import type { Story } from '@waystream/testing';
import { basicStories } from './basic-stories.js';

/** Every story, played on both stages. */
export const allStories: Story[] = [...basicStories];
