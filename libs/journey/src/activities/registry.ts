import { z } from 'zod';
import { action } from './action/action.js';
import { audienceQualification } from './audience-qualification/audience-qualification.js';
import { condition } from './condition/condition.js';
import type { Activity, ActivityNode } from './define-activity.js';
import { email } from './email/email.js';
import { end } from './end/end.js';
import { event } from './event/event.js';
import { jump } from './jump/jump.js';
import type { ActivityInKinds } from './kinds.js';
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

const BY_TYPE = new Map(ACTIVITIES.map((activity) => [String(activity.type), anyActivity(activity)]));

/** The activity that answers for a node, down to its kind. Every node that passed `journeyNode` has one. */
export function activityOf(node: ActivityNode): Activity {
  const found = BY_TYPE.get(node.type);
  if (!found) throw new RangeError(`there is no activity of type "${node.type}"`);
  return 'ofKind' in found ? found.ofKind(node) : found;
}

/** Guarantee: an activity is handed only nodes of its own type, because `activityOf` finds it by that type. */
function anyActivity(activity: (typeof ACTIVITIES)[number]): Activity | ActivityInKinds {
  return activity as Activity | ActivityInKinds;
}
