import type { ActionRequest } from '@waystream/journey';
import type { PerformAction } from './perform-action.js';

/** Hands each request to the channel that it is for. */
export function byChannel(channels: Readonly<Record<ActionRequest['channel'], PerformAction>>): PerformAction {
  return (request, more) => channels[request.channel](request, more);
}
