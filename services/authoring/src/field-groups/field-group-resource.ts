import { AppError } from '@waystream/core';
import { EXPERIENCE_PLATFORM, externalFieldGroup, type FieldGroup, platformFieldGroup } from '@waystream/journey';
import { z } from 'zod';
import { audiencesReading } from '../audiences/audience-resource.js';
import { readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';
import { type JourneyUse, journeyUsers } from '../journeys/journey-use.js';
import { fieldGroupFlaws } from './field-group-flaws.js';
import { fieldGroupLosses } from './field-group-losses.js';

/** What can be read from a data source in one go. One that a journey uses only gains fields. */
export function fieldGroupResource(use: JourneyUse): Resource<FieldGroup> {
  return defineResource<FieldGroup>({
    kind: 'fieldGroup',
    noun: 'field group',
    path: '/dataSources/{dataSource}/fieldGroups',
    tag: 'Field groups',
    form: z.union([externalFieldGroup, platformFieldGroup]),
    stored: (catalogue) => catalogue.fieldGroups,
    belongs: ({ dataSource }, { parent }) => dataSource === parent,
    requirePlace({ dataSources }, { parent = '' }) {
      if (parent === EXPERIENCE_PLATFORM || dataSources.has(parent)) return;
      throw new AppError('notFound', `there is no data source named "${parent}"`);
    },
    read: (body, { place: { parent = '' } }) =>
      parent === EXPERIENCE_PLATFORM
        ? { ...readDocument(platformFieldGroup, body), dataSource: EXPERIENCE_PLATFORM }
        : { ...readDocument(externalFieldGroup, body), dataSource: parent, source: 'external' },
    key: keyOf,
    flaws: (definition, { catalogue }) => fieldGroupFlaws(definition, catalogue),
    usedBy: (definition, catalogue) => [
      ...audiencesReading(keyOf(definition), catalogue).map(({ name }) => ({ kind: 'audience' as const, name })),
      ...journeyUsers(use.versions('fieldGroup', keyOf(definition), catalogue)),
    ],
    losses: (before, after, catalogue) =>
      fieldGroupLosses(before, after, {
        catalogue,
        key: keyOf(before),
        versions: use.versions('fieldGroup', keyOf(before), catalogue),
      }),
    answer({ dataSource: _, ...definition }) {
      if (definition.source !== 'external') return definition;
      const { source, ...external } = definition;
      return external;
    },
  });
}

function keyOf({ dataSource, name }: FieldGroup): string {
  return `${dataSource}.${name}`;
}
