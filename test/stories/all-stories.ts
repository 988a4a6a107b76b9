import type { Story } from '@waystream/testing';
import { audienceStories } from './audience-stories.js';
import { basicStories } from './basic-stories.js';
import { decidingStories } from './deciding-stories.js';
import { entranceStories } from './entrance-stories.js';
import { exitStories } from './exit-stories.js';
import { jumpStories } from './jump-stories.js';
import { messageStories } from './message-stories.js';
import { pauseStories } from './pause-stories.js';
import { profileStories } from './profile-stories.js';
import { supplementalStories } from './supplemental-stories.js';
import { testModeStories } from './test-mode-stories.js';
import { waitingStories } from './waiting-stories.js';

/** Every story, played on both stages. */
export const allStories: Story[] = [
  ...basicStories,
  ...entranceStories,
  ...exitStories,
  ...pauseStories,
  ...testModeStories,
  ...supplementalStories,
  ...decidingStories,
  ...waitingStories,
  ...jumpStories,
  ...profileStories,
  ...messageStories,
  ...audienceStories,
];
