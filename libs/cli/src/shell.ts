import type { Clock, Json } from '@waystream/core';
import type { Chance } from '@waystream/expression';
import type { Api } from './api/api.js';
import type { Host } from './host.js';
import type { Phases } from './output/phases.js';
import type { Paint } from './output/style.js';

/** What every command works with. */
export interface Shell {
  readonly host: Host;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly api: Api;
  readonly phases: Phases;
  readonly paint: Paint;
  /** One line of the answer. */
  print(line: string): void;
  /** The answer for programs, indented. */
  printJson(value: Json): void;
}
