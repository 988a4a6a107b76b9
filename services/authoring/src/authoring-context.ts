import type { Clock, NewId } from '@waystream/core';
import type { Configuration } from './configuration/configuration.js';

export type ChangeVerb =
  | 'create'
  | 'update'
  | 'delete'
  | 'test'
  | 'publish'
  | 'pause'
  | 'resume'
  | 'close'
  | 'stop'
  | 'finish';

/** What the use cases of this gateway work with. */
export interface AuthoringContext {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Audiences of a sandbox of which it is known who is in them. Throws `unavailable`. */
  evaluatedAudiences(sandbox: string): Promise<ReadonlySet<string>>;
  /** Counts a change that has been made; `resource` is a word of the API's addresses. */
  changed(resource: string, verb: ChangeVerb): void;
}
