import { z } from 'zod';
import { action } from './action/action.js';
import { audienceQualification } from './audience-qualification/audience-qualification.js';
import { condition } from './condition/condition.js';
import type { Activity, ActivityNode } from './define-activity.js';
import { email } from './email/email.js';
import { end } from './end/end.js';
import { event } from './event/event.js';
import { jump } from './jump/jump.js';
import { reaction } from './reaction/reaction.js';
import { readAudience } from './read-audience/read-audience.js';
import { updateProfile } from './update-profile/update-profile.js';
import { wait } from './wait/wait.js';

const ACTIVITIES = [
  event,
  audienceQualification,
  readAudience,
  condition,
  wait,
  action,
  email,
  updateProfile,
  jump,
  reaction,
  end,
] as const;

/** An activity of a journey document: the union of what all kinds of activity take. */
export const journeyNode = z.discriminatedUnion(
  'type',
  [
    event.node,
    audienceQualification.node,
    readAudience.node,
    condition.node,
    wait.node,
    action.node,
    email.node,
    updateProfile.node,
    jump.node,
    reaction.node,
    end.node,
  ],
  { error: `must be one of ${ACTIVITIES.map(({ type }) => type).join(', ')}` },
);

const BY_TYPE = new Map<string, Activity>(ACTIVITIES.map((activity) => [activity.type, anyActivity(activity)]));

/** The activity that answers for a node. Every node that passed `journeyNode` has one. */
export function activityOf(node: ActivityNode): Activity {
  const activity = BY_TYPE.get(node.type);
  if (!activity) throw new RangeError(`there is no activity of type "${node.type}"`);
  return activity;
}

/** Guarantee: `activityOf` hands an activity only nodes of its own type, because it is found by that type. */
function anyActivity(activity: (typeof ACTIVITIES)[number]): Activity {
  return activity as Activity;
}
