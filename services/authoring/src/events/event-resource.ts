import { type EventDefinition, eventDefinition } from '@waystream/journey';
import { changedFields } from '../definitions/changed-fields.js';
import { lostSelection } from '../definitions/lost-selection.js';
import { readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';
import { type JourneyUse, journeyUsers } from '../journeys/journey-use.js';
import { eventFlaws } from './event-flaws.js';
import { withEventId } from './with-event-id.js';

/** Event definitions. One that a journey uses may get another description and further fields. */
export function eventResource(use: JourneyUse): Resource<EventDefinition> {
  return defineResource<EventDefinition>({
    kind: 'event',
    noun: 'event',
    path: '/events',
    tag: 'Events',
    form: eventDefinition,
    stored: (catalogue) => catalogue.events,
    read: (body, { before, newId }) => withEventId(readDocument(eventDefinition, body), before, newId),
    flaws: (definition, { catalogue }) => eventFlaws(definition, catalogue),
    usedBy: ({ name }, catalogue) => journeyUsers(use.versions('event', name, catalogue)),
    losses: (before, after) => [
      ...changedFields(before, after, ['description', 'fields']),
      ...lostSelection(before.fields, after.fields),
    ],
  });
}
