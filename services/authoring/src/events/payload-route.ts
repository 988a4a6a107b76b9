import type { EventDefinition } from '@waystream/journey';
import { type Routes, sandboxOf } from '@waystream/service';
import type { AuthoringContext } from '../authoring-context.js';
import { findDefinition } from '../definitions/find-definition.js';
import type { Resource } from '../definitions/resource.js';
import { mount, partOf } from '../http/mount.js';
import { eventPayload } from './event-payload.js';

/** The preview that producers copy from. */
export function payloadRoute(
  { configuration, clock, newId }: AuthoringContext,
  events: Resource<EventDefinition>,
): Routes {
  return (app) =>
    mount(
      app,
      {
        method: 'get',
        path: '/events/{name}/payload',
        access: 'configuration.read',
        tag: 'Events',
        summary: 'Show an example payload, ready to send',
        answer: 'A payload that the event schema accepts, with a fresh _id',
      },
      (c) => {
        const sandbox = sandboxOf(c);
        const place = { sandbox, parent: undefined };
        const { definition } = findDefinition(configuration, events, place, partOf(c, 'name'));
        return c.json(eventPayload(configuration.of(sandbox), definition, { id: newId(), now: clock.now() }));
      },
    );
}
