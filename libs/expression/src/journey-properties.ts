import { INTEGER, type ObjectShape, STRING } from './shape/field-shape.js';

const TEXTS = [
  'journeyUID',
  'journeyVersionUID',
  'journeyVersionName',
  'journeyVersionDescription',
  'journeyVersion',
  'instanceUID',
  'externalKey',
  'organizationId',
  'sandboxName',
  'profileId',
  'namespace',
  'currentNodeId',
  'currentNodeName',
  'previousNodeId',
  'previousNodeName',
  'lastNodeUIDInError',
  'lastNodeNameInError',
  'lastNodeTypeInError',
  'lastErrorCode',
  'lastExecutedActionErrorCode',
  'lastDataFetchErrorCode',
  'supplementalId',
];

/** The fields of `#{JourneyProperties.…}`. Elapsed times are in milliseconds. */
export const journeyProperties: ObjectShape = {
  kind: 'object',
  fields: {
    ...Object.fromEntries(TEXTS.map((name) => [name, STRING])),
    lastActionExecutionElapsedTime: INTEGER,
    lastDataFetchElapsedTime: INTEGER,
  },
};
