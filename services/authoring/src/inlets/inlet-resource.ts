import { type InletDefinition, inletDefinition } from '@waystream/journey';
import { invalidDocument, readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';

/** Doors for the Streaming Ingestion protocol, addressed by name here and by their minted ID by producers. */
export function inletResource(): Resource<InletDefinition> {
  return defineResource<InletDefinition>({
    kind: 'inlet',
    noun: 'inlet',
    path: '/inlets',
    tag: 'Inlets',
    form: inletDefinition,
    added: ['usedIn', 'inletUrl'],
    stored: (catalogue) => catalogue.inlets,
    read(body, { before, newId }) {
      const given = readDocument(inletDefinition, body);
      const inletId = before?.inletId ?? newId();
      if (given.inletId === undefined || given.inletId === before?.inletId) return { ...given, inletId };
      const message = 'the ID of an inlet is minted and stays; leave it out';
      throw invalidDocument([{ path: '/inletId', code: 'minted', message }]);
    },
    key: ({ inletId, name }) => inletId ?? name,
    answer: (definition) => ({ ...definition, inletUrl: `/collection/${definition.inletId}` }),
  });
}
