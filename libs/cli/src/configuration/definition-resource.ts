import { DEFINITIONS, EXPERIENCE_PLATFORM, externalFieldGroup, platformFieldGroup } from '@waystream/journey';
import type { ConfigDocument } from './config-document.js';

/** A kind of document that is kept in authoring under its name. */
export type DefinitionDocument = ConfigDocument & {
  readonly kind: 'Schema' | 'Inlet' | 'DataSource' | 'FieldGroup' | 'Audience' | 'Action' | 'Template' | 'Event';
};

/** Where a kind of definition lives in authoring, and the form in which two of them can be compared. */
export interface DefinitionResource {
  /** Path of the collection below `/authoring`. */
  readonly collection: string;
  readonly form: DefinitionForm;
  /** Fields that authoring fills in when the document has none. */
  readonly assigned: readonly string[];
}

export type DefinitionForm =
  | (typeof DEFINITIONS)['schema' | 'inlet' | 'dataSource' | 'audience' | 'action' | 'template' | 'event']
  | typeof externalFieldGroup
  | typeof platformFieldGroup;

export function definitionResource({ kind, dataSource = '' }: DefinitionDocument): DefinitionResource {
  switch (kind) {
    case 'Schema':
      return { collection: '/schemas', form: DEFINITIONS.schema, assigned: [] };
    case 'Inlet':
      return { collection: '/inlets', form: DEFINITIONS.inlet, assigned: ['inletId'] };
    case 'DataSource':
      return { collection: '/dataSources', form: DEFINITIONS.dataSource, assigned: [] };
    case 'FieldGroup':
      return {
        collection: `/dataSources/${encodeURIComponent(dataSource)}/fieldGroups`,
        form: dataSource === EXPERIENCE_PLATFORM ? platformFieldGroup : externalFieldGroup,
        assigned: [],
      };
    case 'Audience':
      return { collection: '/audiences', form: DEFINITIONS.audience, assigned: [] };
    case 'Action':
      return { collection: '/actions', form: DEFINITIONS.action, assigned: [] };
    case 'Template':
      return { collection: '/templates', form: DEFINITIONS.template, assigned: [] };
    case 'Event':
      return { collection: '/events', form: DEFINITIONS.event, assigned: ['eventId'] };
    default:
      return kind satisfies never;
  }
}
