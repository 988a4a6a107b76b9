import { isJsonObject } from '@waystream/core';
import { LOBBY_EVENT, RESTAURANT_EVENT } from './hotel-journey.js';
import { type Sample, type SampleEvent, type SampleProfile, visitorOf } from './read-sample.js';

/** How many people the recorded data send where, without asking Waystream. */
export interface Prediction {
  /** Lobby beacons that begin a journey. */
  readonly entered: number;
  /** Lobby beacons of people who are inside already. */
  readonly refused: number;
  readonly completed: number;
  /** Activity id → people who come to it. */
  readonly activities: Readonly<Record<string, number>>;
  /** `<activity>.<path>` → people who take the path. */
  readonly paths: Readonly<Record<string, number>>;
}

/**
 * Follows every recorded person through the hotel's rules, written down here a second time and on purpose: figures that
 * agree with themselves prove nothing. `inside` are those who still wait since an earlier start.
 */
export function predict(
  { profiles, reservations }: Pick<Sample, 'profiles' | 'reservations'>,
  events: readonly SampleEvent[],
  inside: ReadonlySet<string>,
): Prediction {
  const members = new Set(profiles.filter(isMember).map(({ id }) => id));
  const waiting = new Set(inside);
  const activities = counter();
  const paths = counter();
  let refused = 0;
  let completed = 0;

  const enter = (visitor: string) => {
    const isBooked = reservations.has(visitor);
    const isGuest = !members.has(visitor);
    activities.count('lobby', 'loyalty');
    paths.count('lobby.next', isGuest ? 'loyalty.guest' : 'loyalty.member');
    if (!isGuest) activities.count('booked');
    if (!isGuest) paths.count(isBooked ? 'booked.yes' : 'booked.otherwise');
    if (!isGuest && isBooked) {
      activities.count('welcome', 'restaurant', 'sixHours');
      waiting.add(visitor);
    } else {
      activities.count(isGuest ? 'joinEmail' : 'roomRates');
      completed += 1;
    }
  };
  const dine = (visitor: string) => {
    paths.count('restaurant.next');
    activities.count('mealDiscount');
    waiting.delete(visitor);
    completed += 1;
  };

  for (const event of events) {
    const visitor = visitorOf(event);
    if (event.event === LOBBY_EVENT && waiting.has(visitor)) refused += 1;
    else if (event.event === LOBBY_EVENT) enter(visitor);
    else if (event.event === RESTAURANT_EVENT && waiting.has(visitor)) dine(visitor);
  }
  return { entered: activities.of('lobby'), refused, completed, activities: activities.all, paths: paths.all };
}

function isMember({ attributes }: SampleProfile): boolean {
  const customer = attributes._customer;
  const marlton = isJsonObject(customer) ? customer.marlton : undefined;
  return isJsonObject(marlton) && marlton.loyaltyMember === true;
}

function counter() {
  const all: Record<string, number> = {};
  return {
    all,
    of: (name: string) => all[name] ?? 0,
    count(...names: string[]) {
      for (const name of names) all[name] = (all[name] ?? 0) + 1;
    },
  };
}
