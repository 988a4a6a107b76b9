/** Every right there is. Roles are sets of these, granted per sandbox. */
export const PERMISSIONS = [
  'journeys.read',
  'journeys.manage',
  'journeys.publish',
  'reports.read',
  'reports.manage',
  'configuration.read',
  'configuration.manage',
  'profiles.manage',
  'administer',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** Who makes a request. `name` is safe to log and to show; it never contains a credential. */
export interface Principal {
  readonly name: string;
  can(permission: Permission, sandbox: string): boolean;
}

/** A principal that may do everything in every sandbox. */
export function almighty(name: string): Principal {
  return { name, can: () => true };
}
