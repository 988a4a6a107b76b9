import { canonicalJson, type Flaw } from '@waystream/core';
import { type ActionDefinition, actionDefinition, withoutSecrets } from '@waystream/journey';
import { changedFields } from '../definitions/changed-fields.js';
import { readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';
import { storedSecrets } from '../definitions/stored-secrets.js';
import { type JourneyUse, journeyUsers } from '../journeys/journey-use.js';

/** Calls to other systems. One that a journey uses may move to another address and get further headers. */
export function actionResource(use: JourneyUse): Resource<ActionDefinition> {
  return defineResource<ActionDefinition>({
    kind: 'action',
    noun: 'action',
    path: '/actions',
    tag: 'Actions',
    form: actionDefinition,
    stored: (catalogue) => catalogue.actions,
    read(body, { before }) {
      const given = readDocument(actionDefinition, body);
      return { ...given, authentication: storedSecrets(given.authentication, before?.authentication) };
    },
    usedBy: ({ name }, catalogue) => journeyUsers(use.versions('action', name, catalogue)),
    losses: (before, after) => [
      ...changedFields(before, after, ['description', 'url', 'authentication', 'headers']),
      ...lostHeaders(before.headers, after.headers),
    ],
    answer: (definition) => ({ ...definition, authentication: withoutSecrets(definition.authentication) }),
  });
}

function lostHeaders(before: ActionDefinition['headers'], after: ActionDefinition['headers']): Flaw[] {
  return Object.entries(before)
    .filter(([name, value]) => canonicalJson(value) !== canonicalJson(after[name] ?? null))
    .map(([name]) => ({
      path: `/headers/${name}`,
      code: 'fixed',
      message: `the header ${name} may not change while it is used`,
    }));
}
