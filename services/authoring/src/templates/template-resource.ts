import { parametersOf, type TemplateDefinition, templateDefinition } from '@waystream/journey';
import { readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';
import { type JourneyUse, journeyUsers } from '../journeys/journey-use.js';

/** E-mails that journeys send. The words of one that is used may change, but nothing may have to be filled in anew. */
export function templateResource(use: JourneyUse): Resource<TemplateDefinition> {
  return defineResource<TemplateDefinition>({
    kind: 'template',
    noun: 'template',
    path: '/templates',
    tag: 'Message templates',
    form: templateDefinition,
    stored: (catalogue) => catalogue.templates,
    read: (body) => readDocument(templateDefinition, body),
    usedBy: ({ name }, catalogue) => journeyUsers(use.versions('template', name, catalogue)),
    losses(before, after) {
      const known = parametersOf(before);
      return FIELDS.flatMap((field) =>
        parametersOf({ name: after.name, subject: after[field] ?? '' })
          .filter((place) => !known.includes(place))
          .map((place) => {
            const message = `the place {{${place}}} is new; journeys that use the template fill in ${listed(known)}`;
            return { path: `/${field}`, code: 'fixed', message };
          }),
      );
    },
  });
}

const FIELDS = ['subject', 'html', 'text'] as const;

function listed(places: readonly string[]): string {
  return places.length === 0 ? 'no place' : places.map((place) => `{{${place}}}`).join(', ');
}
