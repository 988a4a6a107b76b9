/** What the demonstration knows of the sample's configuration: the names that its figures are kept under. */
export const NAMESPACE = 'ECID';

export const LOBBY_EVENT = 'LobbyBeacon';
export const RESTAURANT_EVENT = 'RestaurantBeacon';

/** Activities that send something, with what arrives at the sink. */
export const MESSAGES = [
  { activity: 'welcome', channel: 'push', template: 'Welcome' },
  { activity: 'mealDiscount', channel: 'push', template: 'MealDiscount' },
  { activity: 'roomRates', channel: 'push', template: 'RoomRates' },
  { activity: 'joinEmail', channel: 'email', template: 'JoinLoyalty' },
] as const;
