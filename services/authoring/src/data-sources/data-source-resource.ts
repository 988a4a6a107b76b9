import {
  type DataSourceDefinition,
  dataSourceDefinition,
  EXPERIENCE_PLATFORM,
  withoutSecrets,
} from '@waystream/journey';
import { readDocument } from '../definitions/read-document.js';
import { defineResource, type Resource } from '../definitions/resource.js';
import { storedSecrets } from '../definitions/stored-secrets.js';

/** Systems that journeys read from. The profile store is always among them. */
export function dataSourceResource(): Resource<DataSourceDefinition> {
  return defineResource<DataSourceDefinition>({
    kind: 'dataSource',
    noun: 'data source',
    path: '/dataSources',
    tag: 'Data sources',
    form: dataSourceDefinition,
    builtIn: [{ name: EXPERIENCE_PLATFORM, description: 'Profiles and their past events', builtIn: true }],
    stored: (catalogue) => catalogue.dataSources,
    read(body, { before }) {
      const given = readDocument(dataSourceDefinition, body);
      return { ...given, authentication: storedSecrets(given.authentication, before?.authentication) };
    },
    usedBy: ({ name }, catalogue) =>
      [...catalogue.fieldGroups.values()]
        .filter(({ dataSource }) => dataSource === name)
        .map((group) => ({ kind: 'fieldGroup', name: `${name}.${group.name}` })),
    answer: (definition) => ({ ...definition, authentication: withoutSecrets(definition.authentication) }),
  });
}
