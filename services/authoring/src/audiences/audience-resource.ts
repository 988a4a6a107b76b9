import { parse, references } from '@waystream/expression';
import { type AudienceDefinition, audienceDefinition, type Catalogue, compileAudience } from '@waystream/journey';
import { changedFields } from '../definitions/changed-fields.js';
import { readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';
import { type JourneyUse, journeyUsers } from '../journeys/journey-use.js';

/** Audiences. One that a journey uses may get another description, and another rule about who is in it. */
export function audienceResource(use: JourneyUse): Resource<AudienceDefinition> {
  return defineResource<AudienceDefinition>({
    kind: 'audience',
    noun: 'audience',
    path: '/audiences',
    tag: 'Audiences',
    form: audienceDefinition,
    stored: (catalogue) => catalogue.audiences,
    read: (body) => readDocument(audienceDefinition, body),
    flaws: (definition, { catalogue }) =>
      compileAudience(catalogue, definition).flaws.map((flaw) => ({ ...flaw, path: `/${flaw.path}` })),
    usedBy: ({ name }, catalogue) => journeyUsers(use.versions('audience', name, catalogue)),
    losses: (before, after) => changedFields(before, after, ['description', 'expression']),
  });
}

/** The audiences whose expression reads a field group (`<data source>.<field group>`). */
export function audiencesReading(key: string, { audiences }: Catalogue): AudienceDefinition[] {
  return [...audiences.values()].filter(({ expression = '' }) =>
    references(parse(expression).ast).dataSources.some(({ source, fieldGroup }) => `${source}.${fieldGroup}` === key),
  );
}
