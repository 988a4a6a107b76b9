import { SERVICE_NAMES } from '@waystream/core';
import { localAddress } from '../api/service-address.js';
import type { Phases } from './phases.js';
import type { Paint } from './style.js';

/** Where the services answer, and that Ctrl-C ends them. */
export function printAddresses({ phases, paint }: { phases: Phases; paint: Paint }, { base }: { base: number }): void {
  phases.line();
  for (const service of SERVICE_NAMES)
    phases.line(`${service.padEnd(18)} ${paint('cyan', localAddress(base, service))}`);
  phases.line(paint('dim', 'Each describes itself at /docs. Ctrl-C stops everything.'));
}
